namespace ImageGen.Pixels;

/// <summary>Finds the colour of a palette that is next to another. Each cell of colours is searched once.</summary>
internal sealed class NearestColor(int[] palette)
{
    private readonly short[] _found = new short[ColorHistogram.Cells];

    public byte IndexOf(int red, int green, int blue)
    {
        int cell = ColorHistogram.CellOf(red, green, blue);
        if (_found[cell] == 0) _found[cell] = (short)(1 + Search(red & ~7 | 4, green & ~7 | 4, blue & ~7 | 4));
        return (byte)(_found[cell] - 1);
    }

    /// <summary>The eye sees green best, and blue least.</summary>
    private int Search(int red, int green, int blue)
    {
        int best = 0, least = int.MaxValue;
        for (int at = 0; at < palette.Length; at++)
        {
            int r = (palette[at] >> 16) - red;
            int g = (palette[at] >> 8 & 255) - green;
            int b = (palette[at] & 255) - blue;
            int distance = 2 * r * r + 4 * g * g + b * b;
            if (distance < least) (least, best) = (distance, at);
        }

        return best;
    }
}
