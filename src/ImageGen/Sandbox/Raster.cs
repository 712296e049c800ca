namespace ImageGen.Sandbox;

/// <summary>Decoded pixels: four bytes each, red, green, blue, alpha (not premultiplied).</summary>
internal sealed class Raster(int width, int height, byte[] pixels, bool hasAlpha)
{
    public int Width { get; } = width;

    public int Height { get; } = height;

    public byte[] Pixels { get; } = pixels;

    public bool HasAlpha { get; } = hasAlpha;
}
