namespace ImageGen.Sandbox.Encoders;

/// <summary>
/// One step of a lossless WebP: a pixel, a pixel that the cache of colours holds, or a copy of pixels before it.
/// </summary>
internal readonly record struct PixelToken
{
    private PixelToken(int length, int value)
    {
        Length = length;
        Value = value;
    }

    /// <summary>How many pixels are copied; 0 for a pixel, -1 for one of the cache.</summary>
    public int Length { get; }

    /// <summary>The pixel, its place in the cache, or the code of the distance to copy from.</summary>
    public int Value { get; }

    public static PixelToken Pixel(int argb) => new(0, argb);

    public static PixelToken Cached(int place) => new(-1, place);

    public static PixelToken Copy(int length, int distanceCode) => new(length, distanceCode);
}
