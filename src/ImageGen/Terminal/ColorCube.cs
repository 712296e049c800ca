using System;

namespace ImageGen.Terminal;

/// <summary>The 240 colours that no user changes: a cube of six levels a channel, and 24 greys.</summary>
internal static class ColorCube
{
    private const int FirstOfCube = 16;
    private const int FirstGrey = 232;
    private const int Greys = 24;

    private static readonly int[] s_levels = [0, 95, 135, 175, 215, 255];

    /// <summary>Number of the colour that is nearest.</summary>
    public static int IndexOf(int red, int green, int blue)
    {
        int r = LevelOf(red), g = LevelOf(green), b = LevelOf(blue);
        int grey = Math.Min(Greys - 1, Math.Max(0, ((red + green + blue) / 3 - 3) / 10));
        int level = 8 + 10 * grey;
        bool isGreyNearer = Distance(red - level, green - level, blue - level)
            < Distance(red - s_levels[r], green - s_levels[g], blue - s_levels[b]);
        return isGreyNearer ? FirstGrey + grey : FirstOfCube + 36 * r + 6 * g + b;
    }

    private static int LevelOf(int value) => value < 48 ? 0 : value < 115 ? 1 : (value - 35) / 40;

    private static int Distance(int red, int green, int blue) => red * red + green * green + blue * blue;
}
