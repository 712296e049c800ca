namespace ImageGen.Pixels;

/// <summary>An image of at most 256 colours.</summary>
internal sealed class IndexedImage(int width, int height, int[] palette, byte[] indexes)
{
    public int Width { get; } = width;

    public int Height { get; } = height;

    /// <summary>The colours, each 0xRRGGBB.</summary>
    public int[] Palette { get; } = palette;

    /// <summary>For each pixel, row by row, the number of its colour.</summary>
    public byte[] Indexes { get; } = indexes;
}
