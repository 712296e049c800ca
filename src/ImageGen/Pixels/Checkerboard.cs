namespace ImageGen.Pixels;

/// <summary>Shows transparency as image editors do: grey squares lie below what lets them through.</summary>
internal static class Checkerboard
{
    private const int Light = 204;
    private const int Dark = 153;

    /// <summary>The image without transparency.</summary>
    /// <param name="image">The image.</param>
    /// <param name="side">Side of a square in pixels.</param>
    public static PixelImage Under(PixelImage image, int side)
    {
        if (image.IsOpaque()) return image;

        byte[] rgba = (byte[])image.Rgba.Clone();
        for (int y = 0, at = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++, at += 4)
            {
                int alpha = rgba[at + 3];
                int below = (x / side + y / side) % 2 == 0 ? Light : Dark;
                for (int channel = at; channel < at + 3; channel++)
                {
                    int sum = rgba[channel] * alpha + below * (byte.MaxValue - alpha);
                    rgba[channel] = (byte)((sum + byte.MaxValue / 2) / byte.MaxValue);
                }

                rgba[at + 3] = byte.MaxValue;
            }
        }

        return new PixelImage(image.Width, image.Height, rgba);
    }
}
