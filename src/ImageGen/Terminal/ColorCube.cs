namespace ImageGen.Terminal;

/// <summary>The 240 colours that no user changes: a cube of six levels a channel, and 24 greys.</summary>
internal static class ColorCube
{
    /// <summary>Number of the first of them.</summary>
    public const int First = 16;

    private const int Greys = 24;

    private static readonly int[] s_levels = [0, 95, 135, 175, 215, 255];

    /// <summary>The colours from the first on, each 0xRRGGBB.</summary>
    public static int[] Palette { get; } = Colors();

    private static int[] Colors()
    {
        int count = s_levels.Length;
        int[] colors = new int[count * count * count + Greys];
        for (int at = 0; at < colors.Length - Greys; at++)
        {
            colors[at] = s_levels[at / count / count] << 16 | s_levels[at / count % count] << 8 | s_levels[at % count];
        }

        for (int grey = 0; grey < Greys; grey++) colors[colors.Length - Greys + grey] = (8 + 10 * grey) * 0x010101;
        return colors;
    }
}
