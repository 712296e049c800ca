using System.Collections.Generic;

namespace ImageGen.Terminal;

/// <summary>
/// Characters that kitty draws an image in place of: the colour is the image's id, the first mark above is the row. A
/// character without marks goes on where the one before it ended.
/// </summary>
internal static class KittyPlaceholders
{
    private static readonly string s_placeholder = char.ConvertFromUtf32(0x10EEEE);
    private static readonly string s_firstColumn = char.ConvertFromUtf32(0x305);

    /// <summary>
    /// The marks that stand for numbers from 0 on, as the protocol lists them: the first of a run, and how many follow
    /// one another.
    /// </summary>
    private static readonly (int First, int Count)[] s_runs =
    [
        (0x305, 1), (0x30D, 2), (0x310, 1), (0x312, 1), (0x33D, 3), (0x346, 1), (0x34A, 3), (0x350, 3), (0x357, 1),
        (0x35B, 1), (0x363, 13), (0x483, 5), (0x592, 4), (0x597, 3), (0x59C, 6), (0x5A8, 2), (0x5AB, 2), (0x5AF, 1),
        (0x5C4, 1), (0x610, 8), (0x657, 5), (0x65D, 2), (0x6D6, 7), (0x6DF, 4), (0x6E4, 1), (0x6E7, 2), (0x6EB, 2),
        (0x730, 1), (0x732, 2), (0x735, 2), (0x73A, 1), (0x73D, 1), (0x73F, 3), (0x743, 1), (0x745, 1), (0x747, 1),
        (0x749, 2), (0x7EB, 7), (0x7F3, 1), (0x816, 4), (0x81B, 9), (0x825, 3), (0x829, 5), (0x951, 1), (0x953, 2),
    ];

    private static readonly IReadOnlyList<string> s_marks = Marks();

    public static void Put(TerminalOutput output, CellLayout layout, int id)
    {
        string color = id <= byte.MaxValue
            ? $"\x1b[38;5;{id}m"
            : $"\x1b[38;2;{id >> 16 & 255};{id >> 8 & 255};{id & 255}m";
        for (int row = 0; row < layout.Rows && row < s_marks.Count; row++)
        {
            if (row > 0) output.Put("\r\n");
            output.Put(color);
            output.PutText(s_placeholder + s_marks[row] + s_firstColumn);
            for (int column = 1; column < layout.Columns; column++) output.PutText(s_placeholder);
            output.Put("\x1b[39m");
        }
    }

    private static List<string> Marks()
    {
        List<string> marks = [];
        foreach ((int first, int count) in s_runs)
        {
            for (int at = 0; at < count; at++) marks.Add(char.ConvertFromUtf32(first + at));
        }

        return marks;
    }
}
