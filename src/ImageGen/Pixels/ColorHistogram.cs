namespace ImageGen.Pixels;

/// <summary>How often colours occur, in cells of eight levels a channel, with the sum of each cell.</summary>
internal sealed class ColorHistogram
{
    public const int Cells = 1 << 15;

    private readonly long[] _red = new long[Cells];
    private readonly long[] _green = new long[Cells];
    private readonly long[] _blue = new long[Cells];

    public ColorHistogram(byte[] rgba)
    {
        for (int at = 0; at < rgba.Length; at += 4)
        {
            int cell = CellOf(rgba[at], rgba[at + 1], rgba[at + 2]);
            Counts[cell]++;
            _red[cell] += rgba[at];
            _green[cell] += rgba[at + 1];
            _blue[cell] += rgba[at + 2];
        }
    }

    public int[] Counts { get; } = new int[Cells];

    public static int CellOf(int red, int green, int blue) => (red >> 3) << 10 | (green >> 3) << 5 | blue >> 3;

    /// <summary>The mean colour of some cells, 0xRRGGBB.</summary>
    public int MeanOf(int[] cells, int start, int end)
    {
        long count = 0, red = 0, green = 0, blue = 0;
        for (int at = start; at < end; at++)
        {
            int cell = cells[at];
            count += Counts[cell];
            red += _red[cell];
            green += _green[cell];
            blue += _blue[cell];
        }

        long half = count / 2;
        return (int)((red + half) / count << 16 | (green + half) / count << 8 | (blue + half) / count);
    }
}
