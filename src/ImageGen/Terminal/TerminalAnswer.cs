using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace ImageGen.Terminal;

/// <summary>
/// What a terminal said to the question. Where keys are read, the escape character before an answer may be missing; so
/// it does not count here.
/// </summary>
internal sealed class TerminalAnswer
{
    /// <summary>
    /// Whether it takes images of kitty, how large a character is, and what kind of a terminal it is. All answer the
    /// last, and in order, so that nothing is waited for that will not come.
    /// </summary>
    public const string Question = "\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\\x1b[16t\x1b[c";

    private const string SixelGraphics = "4";

    private static readonly Regex s_end = new(@"\[\?(?<traits>[0-9;]*)c", RegexOptions.CultureInvariant);
    private static readonly Regex s_cell =
        new(@"\[6;(?<height>[0-9]{1,4});(?<width>[0-9]{1,4})t", RegexOptions.CultureInvariant);

    private TerminalAnswer()
    {
    }

    public bool TakesKitty { get; private init; }

    public bool TakesSixel { get; private init; }

    public CellSize? Cell { get; private init; }

    /// <summary>The last of the answers is there.</summary>
    public static bool IsWhole(string text) => s_end.IsMatch(text);

    public static TerminalAnswer Read(string text) => new()
    {
        TakesKitty = text.Contains("_Gi=31;OK"),
        TakesSixel = s_end.Match(text).Groups["traits"].Value.Split(';').Contains(SixelGraphics),
        Cell = ReadCell(s_cell.Match(text)),
    };

    private static CellSize? ReadCell(Match match)
    {
        if (!match.Success) return null;

        int width = int.Parse(match.Groups["width"].Value, CultureInfo.InvariantCulture);
        int height = int.Parse(match.Groups["height"].Value, CultureInfo.InvariantCulture);
        return width > 0 && height > 0 ? new CellSize(width, height) : null;
    }
}
