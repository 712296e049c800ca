using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ImageGen.Tests.Terminal;

/// <summary>Follows the cursor through an output: the row of each image, and where the cursor is at the end.</summary>
internal sealed partial class ScreenTrace
{
    private ScreenTrace()
    {
    }

    public List<int> ImageRows { get; } = [];

    public int Row { get; private set; }

    public bool IsCursorShown { get; private set; } = true;

    public static ScreenTrace Of(string output)
    {
        ScreenTrace trace = new();
        int saved = 0;
        foreach (Match part in Part().Matches(output))
        {
            switch (part.Value)
            {
                case "\r\n":
                    trace.Row++;
                    break;
                case "\u001b7":
                    saved = trace.Row;
                    break;
                case "\u001b8":
                    trace.Row = saved;
                    break;
                case "\x1b[?25l" or "\x1b[?25h":
                    trace.IsCursorShown = part.Value.EndsWith('h');
                    break;
                case string move when move.StartsWith("\x1b[", StringComparison.Ordinal):
                    int count = int.Parse(part.Groups["count"].Value, CultureInfo.InvariantCulture);
                    trace.Row += move.EndsWith('A') ? -count : count;
                    break;
                default:
                    trace.ImageRows.Add(trace.Row);
                    break;
            }
        }

        return trace;
    }

    [GeneratedRegex("\r\n|\x1b[78]|\x1b\\[\\?25[lh]|\x1b\\[(?<count>[0-9]+)[AB]|\x1b_Ga=T|\x1bP0;1;0q|\x1b\\]1337")]
    private static partial Regex Part();
}
