namespace ImageGen.Sandbox.Encoders;

/// <summary>Decoded pixels: four bytes each, red, green, blue, alpha (not premultiplied).</summary>
internal sealed class Raster(int width, int height, byte[] pixels, bool hasAlpha)
{
    public int Width { get; } = width;

    public int Height { get; } = height;

    public byte[] Pixels { get; } = pixels;

    public bool HasAlpha { get; } = hasAlpha;

    /// <summary>Whether any pixel is transparent: an alpha channel may be there and be full.</summary>
    public bool HasTransparentPixels
    {
        get
        {
            for (int offset = 3; offset < Pixels.Length; offset += 4)
            {
                if (Pixels[offset] == 0) return true;
            }

            return false;
        }
    }
}
