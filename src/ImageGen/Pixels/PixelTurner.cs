using System;
using System.Runtime.InteropServices;

namespace ImageGen.Pixels;

/// <summary>Turns and mirrors pixels until the picture stands as it was seen.</summary>
internal static class PixelTurner
{
    /// <param name="image">The image as it is stored.</param>
    /// <param name="orientation">1 to 8, as TIFF counts: what is stored as the first row and the first column.</param>
    public static PixelImage Upright(PixelImage image, int orientation)
    {
        if (orientation is <= 1 or > 8) return image;

        bool isOnItsSide = orientation >= 5;
        int width = isOnItsSide ? image.Height : image.Width;
        int height = isOnItsSide ? image.Width : image.Height;
        byte[] rgba = new byte[image.Rgba.Length];
        ReadOnlySpan<int> stored = MemoryMarshal.Cast<byte, int>(image.Rgba.AsSpan());
        Span<int> turned = MemoryMarshal.Cast<byte, int>(rgba.AsSpan());
        for (int y = 0, at = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++, at++)
            {
                (int column, int row) = isOnItsSide ? (y, x) : (x, y);
                if (orientation is 2 or 3 or 7 or 8) column = image.Width - 1 - column;
                if (orientation is 3 or 4 or 6 or 7) row = image.Height - 1 - row;
                turned[at] = stored[row * image.Width + column];
            }
        }

        return new PixelImage(width, height, rgba) { HasAlpha = image.HasAlpha };
    }
}
