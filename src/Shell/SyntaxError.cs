using System;
using System.Linq;
using System.Management.Automation.Language;

namespace ImageGen.Shell;

/// <summary>
/// A script that cannot be parsed, shown as PowerShell's concise view shows it. That view itself fails here: it asks
/// an invocation that never took place.
/// </summary>
internal static class SyntaxError
{
    internal static string Describe(ParseError error)
    {
        IScriptPosition start = error.Extent.StartScriptPosition;
        int length = error.Extent.EndLineNumber == start.LineNumber ? error.Extent.Text.Length : 1;
        string marks = new string(' ', start.ColumnNumber - 1) + new string('~', Math.Max(1, length));
        string[] lines =
        [
            "ParserError:",
            "Line |",
            $"{start.LineNumber,4} |  {start.Line.TrimEnd()}",
            $"     |  {marks}",
            .. error.Message.Split('\n').Select(line => $"     | {line.TrimEnd()}"),
        ];
        return string.Join(Environment.NewLine, lines);
    }
}
