namespace ImageGen.Pixels;

/// <summary>Decoded pixels, row by row: four bytes each, red, green, blue and alpha, not premultiplied.</summary>
internal sealed class PixelImage(int width, int height, byte[] rgba)
{
    public int Width { get; } = width;

    public int Height { get; } = height;

    public byte[] Rgba { get; } = rgba;

    /// <summary>The file has an alpha channel, which may be full.</summary>
    public bool HasAlpha { get; init; }

    /// <summary>No pixel lets anything shine through.</summary>
    public bool IsOpaque()
    {
        for (int alpha = 3; alpha < Rgba.Length; alpha += 4)
        {
            if (Rgba[alpha] != byte.MaxValue) return false;
        }

        return true;
    }
}
