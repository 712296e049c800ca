using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace ImageGen.Client.Files;

/// <summary>What the tokens of a file name stand for.</summary>
internal sealed record FileNameValues(string? Prompt, int Index, int Number, string? Model, string? Id = null);

/// <summary>
/// A path with tokens: <c>{slug} {index} {n} {id} {model} {date}</c>, numbers and dates optionally with a .NET format
/// as in <c>{index:000}</c>. Token values hold no separators, so no value can leave the folder.
/// </summary>
internal sealed class FileNameTemplate
{
    public const string Default = "{slug}-{index}";

    private static readonly string[] s_names = ["slug", "index", "n", "id", "model", "date"];
    private static readonly Regex s_token = new(@"\{(?<name>\w+)(?::(?<format>D\d{1,2}|[0#yMdHhms_-]+))?\}");

    private readonly string _text;
    private readonly DateTime _now;

    /// <exception cref="AIImageException">The template has a token that does not exist.</exception>
    public FileNameTemplate(string text, DateTime now)
    {
        _text = text;
        _now = now;
        HashSet<string> found = new(s_token.Matches(text).Cast<Match>().Select(match => match.Groups["name"].Value));
        string? unknown = found.FirstOrDefault(name => !s_names.Contains(name, StringComparer.OrdinalIgnoreCase));
        if (unknown is not null)
        {
            throw new AIImageException(
                ErrorIds.InvalidRequest,
                $"The file name has an unknown token '{{{PlainText.Line(unknown)}}}'. "
                + $"Known are {string.Join(" ", s_names.Select(name => $"{{{name}}}"))}.");
        }

        RefuseWrongFormats();
        HasTokens = found.Count > 0;
        HasNumber = found.Contains("n", StringComparer.OrdinalIgnoreCase);
        NeedsId = found.Contains("id", StringComparer.OrdinalIgnoreCase);
    }

    public bool HasTokens { get; }

    public bool HasNumber { get; }

    /// <summary>True when the name is known only after the image is there.</summary>
    public bool NeedsId { get; }

    /// <summary>The same template with <c>-{n}</c> before its extension.</summary>
    public FileNameTemplate WithNumber() => new(ImageHeader.WithSuffix(_text, "-{n}"), _now);

    public string Expand(FileNameValues values)
    {
        string expanded = s_token.Replace(_text, match => Value(match, values));
        string? folder = Path.GetDirectoryName(expanded);
        string name = SafeName.FileName(Path.GetFileName(expanded));
        return folder is null ? name : Path.Combine(folder, name);
    }

    private void RefuseWrongFormats()
    {
        foreach (Match match in s_token.Matches(_text))
        {
            try
            {
                Value(match, new FileNameValues(Prompt: null, Index: 0, Number: 0, Model: null));
            }
            catch (FormatException exception)
            {
                throw new AIImageException(
                    ErrorIds.InvalidRequest, $"The file name has a wrong format in '{match.Value}'.", exception);
            }
        }
    }

    private string Value(Match match, FileNameValues values)
    {
        string format = match.Groups["format"].Value;
        return match.Groups["name"].Value.ToLowerInvariant() switch
        {
            "slug" => SafeName.Slug(values.Prompt),
            "index" => values.Index.ToString(format, CultureInfo.InvariantCulture),
            "n" => values.Number.ToString(format, CultureInfo.InvariantCulture),
            "id" => SafeName.Token(values.Id ?? "no-id"),
            "model" => SafeName.Token(values.Model ?? "unknown"),
            _ => SafeName.Token(
                _now.ToString(format.Length == 0 ? "yyyy-MM-dd" : format, CultureInfo.InvariantCulture)),
        };
    }
}
