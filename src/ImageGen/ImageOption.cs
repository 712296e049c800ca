using System;
using System.Text;

namespace ImageGen;

/// <summary>One of the <see cref="ImageOptions"/>, for what is done with each of them.</summary>
/// <param name="Name">The name of the parameter.</param>
/// <param name="ValueOf">Its value as text; null where it was not given.</param>
/// <param name="IsNumber">True where the value is sent as a number.</param>
internal sealed record ImageOption(string Name, Func<ImageOptions, string?> ValueOf, bool IsNumber = false)
{
    /// <summary>The name of its field: output_format.</summary>
    public string Field => Words.Replace(' ', '_');

    /// <summary>The name as a sentence has it: output format.</summary>
    public string Words { get; } = WordsOf(Name);

    private static string WordsOf(string name)
    {
        StringBuilder words = new();
        foreach (char letter in name)
        {
            if (char.IsUpper(letter) && words.Length > 0) words.Append(' ');
            words.Append(char.ToLowerInvariant(letter));
        }

        return words.ToString();
    }
}
