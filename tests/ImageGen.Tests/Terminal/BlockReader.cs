using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace ImageGen.Tests.Terminal;

/// <summary>A decoder of half blocks: the pixels that a terminal shows, -1 where its own background is.</summary>
internal static partial class BlockReader
{
    private static readonly int[] s_levels = [0, 95, 135, 175, 215, 255];

    /// <summary>Rows of pixels, two for each line; each 0xRRGGBB.</summary>
    public static IReadOnlyList<int[]> Read(string output)
    {
        List<int[]> rows = [];
        foreach (string line in output.Split("\r\n").Where(line => line.Contains('▀')))
        {
            List<int> upper = [], lower = [];
            int foreground = -1, background = -1;
            foreach (Match part in Part().Matches(line))
            {
                if (part.Value == "▀")
                {
                    upper.Add(foreground);
                    lower.Add(background);
                    continue;
                }

                string[] texts = part.Groups["numbers"].Value.Split(';');
                int[] numbers = [.. texts.Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
                if (numbers[0] == 38) foreground = Color(numbers);
                else if (numbers[0] == 48) background = Color(numbers);
                else (foreground, background) = (-1, -1);
            }

            rows.Add([.. upper]);
            rows.Add([.. lower]);
        }

        return rows;
    }

    private static int Color(int[] numbers) => numbers switch
    {
        [_, 2, int red, int green, int blue] => red << 16 | green << 8 | blue,
        [_, 5, >= 232 and int grey] => (8 + 10 * (grey - 232)) * 0x10101,
        [_, 5, >= 16 and int cube] => s_levels[(cube - 16) / 36] << 16 | s_levels[(cube - 16) / 6 % 6] << 8
            | s_levels[(cube - 16) % 6],
        _ => throw new FormatException(string.Join(';', numbers)),
    };

    [GeneratedRegex("▀|\x1b\\[(?<numbers>[0-9;]+)m", RegexOptions.CultureInvariant)]
    private static partial Regex Part();
}
