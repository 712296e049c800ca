using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using ImageGen.Text;

namespace ImageGen.Files;

/// <summary>What the tokens of a file name stand for.</summary>
internal sealed record FileNameValues(string? Prompt, int Index, int Number, string? Model, string? Id = null)
{
    /// <summary>The file that an edit starts from; null without one.</summary>
    public string? SourcePath { get; init; }
}

/// <summary>
/// A path with tokens: <c>{slug} {name} {index} {n} {id} {model} {date}</c>, numbers and dates optionally with a .NET
/// format as in <c>{index:000}</c>. Token values hold no separators, so no value can leave the folder.
/// </summary>
internal sealed class FileNameTemplate
{
    /// <summary>The name of an image in a folder.</summary>
    public const string Default = "{slug}-{index}";

    /// <summary>
    /// The name of an edit in a folder, which belongs to its source whatever its position in the pipeline.
    /// </summary>
    public const string DefaultOfEdit = "{name}-{slug}";

    private static readonly string[] s_names = ["slug", "name", "index", "n", "id", "model", "date"];

    private readonly string _text;
    private readonly DateTime _now;
    private readonly List<(string Text, string? Token, string Format)> _pieces = [];

    /// <exception cref="AIImageException">The template has a token or a format that does not exist.</exception>
    public FileNameTemplate(string text, DateTime now)
    {
        _text = text;
        _now = now;
        HashSet<string> found = new(
            FileNameToken.In(text).Select(token => token.Groups["name"].Value), StringComparer.OrdinalIgnoreCase);
        string? unknown = found.FirstOrDefault(name => !s_names.Contains(name, StringComparer.OrdinalIgnoreCase));
        if (unknown is not null)
        {
            throw new AIImageException(
                ErrorIds.InvalidRequest,
                $"The file name has an unknown token '{{{PlainText.Line(unknown)}}}'. "
                + $"The known tokens are {string.Join(" ", s_names.Select(name => $"{{{name}}}"))}.");
        }

        Cut();
        HasTokens = found.Count > 0;
        HasNumber = found.Contains("n");
        HasName = found.Contains("name");
        HasSlug = found.Contains("slug");
        NeedsId = found.Contains("id");
    }

    public bool HasTokens { get; }

    public bool HasNumber { get; }

    public bool HasName { get; }

    public bool HasSlug { get; }

    /// <summary>True when the name is known only after the image is there.</summary>
    public bool NeedsId { get; }

    /// <summary>The same template with <c>-{n}</c> before its extension.</summary>
    public FileNameTemplate WithNumber() => new(ImageFormats.WithSuffix(_text, "-{n}"), _now);

    public string Expand(FileNameValues values)
    {
        string expanded = string.Concat(_pieces.ConvertAll(
            piece => piece.Token is null ? piece.Text : Value(piece.Token, piece.Format, values)));
        string? folder = Path.GetDirectoryName(expanded);
        string name = SafeName.FileName(Path.GetFileName(expanded));
        return folder is null ? name : Path.Combine(folder, name);
    }

    /// <summary>Finds the tokens once, for a run may name many files.</summary>
    /// <exception cref="AIImageException">A token does not take its format.</exception>
    private void Cut()
    {
        int from = 0;
        foreach (Match match in FileNameToken.In(_text))
        {
            string token = match.Groups["name"].Value.ToLowerInvariant();
            FileNameToken.ThrowIfWrongFormat(match, token, _now);
            _pieces.Add((_text.Substring(from, match.Index - from), null, string.Empty));
            _pieces.Add((match.Value, token, FileNameToken.FormatOf(match)));
            from = match.Index + match.Length;
        }

        _pieces.Add((_text.Substring(from), null, string.Empty));
    }

    private string Value(string token, string format, FileNameValues values) => token switch
    {
        "slug" => SafeName.Slug(values.Prompt),
        "name" => SafeName.Stem(values.SourcePath),
        "index" => values.Index.ToString(format, CultureInfo.InvariantCulture),
        "n" => values.Number.ToString(format, CultureInfo.InvariantCulture),
        "id" => SafeName.Token(values.Id ?? "no-id"),
        "model" => SafeName.Token(values.Model ?? "unknown"),
        _ => SafeName.Token(_now.ToString(format.Length == 0 ? "yyyy-MM-dd" : format, CultureInfo.InvariantCulture)),
    };
}
