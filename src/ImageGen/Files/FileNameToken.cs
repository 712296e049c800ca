using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using ImageGen.Text;

namespace ImageGen.Files;

/// <summary>
/// The tokens of a file name, as in <c>{slug}</c> and <c>{index:000}</c>, and which formats each takes.
/// </summary>
internal static class FileNameToken
{
    private const char Mark = '\uE000';

    private static readonly Regex s_token = new(
        @"\{(?<name>\w+)(?<format>:[^{}]*)?\}", RegexOptions.CultureInvariant);

    private static readonly Regex s_hidden = new($"{Mark}([0-9]+){Mark}", RegexOptions.CultureInvariant);
    private static readonly Regex s_number = new(
        "^([Dd][0-9]{0,2}|[#0_-]*0[#0_-]*)$", RegexOptions.CultureInvariant);

    private static readonly Regex s_date = new(
        "^(?=.*[A-Za-z])[yMdHhmsftT._ -]+$", RegexOptions.CultureInvariant);

    /// <summary>All tokens of a path, known or not.</summary>
    public static IEnumerable<Match> In(string path) => s_token.Matches(path).Cast<Match>();

    /// <summary>The format of a token without its colon; empty without one.</summary>
    public static string FormatOf(Match token) => token.Groups["format"].Value.TrimStart(':');

    /// <summary>
    /// Lets a path be read without its tokens, for a colon in one is no drive's, and puts them back.
    /// </summary>
    public static string Around(string path, Func<string, string> read)
    {
        List<string> tokens = [];
        string bare = s_token.Replace(path, token =>
        {
            tokens.Add(token.Value);
            return $"{Mark}{tokens.Count - 1}{Mark}";
        });
        return tokens.Count == 0 ? read(path) : s_hidden.Replace(read(bare), mark => TokenOf(mark, tokens));
    }

    /// <param name="match">The token as it is written in the template.</param>
    /// <param name="token">Its name in lower case.</param>
    /// <param name="now">A date to try a format on.</param>
    /// <exception cref="AIImageException">The token does not take its format.</exception>
    public static void ThrowIfWrongFormat(Match match, string token, DateTime now)
    {
        if (!match.Groups["format"].Success) return;

        string? remedy = token switch
        {
            "index" or "n" when s_number.IsMatch(FormatOf(match)) => null,
            "index" or "n" => $"Use zeros for the digits, such as {{{token}:000}}.",
            "date" when IsDateFormat(FormatOf(match), now) => null,
            "date" => "Use the parts of a date and hyphens, such as {date:yyyy-MM-dd} or {date:HHmmss}.",
            _ => $"{{{token}}} has no format.",
        };
        if (remedy is null) return;

        throw new AIImageException(
            ErrorIds.InvalidRequest, $"The format in '{PlainText.Line(match.Value)}' of the file name is not valid. "
                + $"{remedy}");
    }

    private static bool IsDateFormat(string format, DateTime now)
    {
        try
        {
            return s_date.IsMatch(format) && now.ToString(format, CultureInfo.InvariantCulture).Length > 0;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static string TokenOf(Match mark, List<string> tokens) =>
        int.TryParse(mark.Groups[1].Value, out int number) && number < tokens.Count ? tokens[number] : mark.Value;
}
