using System;
using System.Collections.Generic;

namespace ImageGen.Pixels;

/// <summary>
/// Reduces an opaque image to 256 colours. Where it has more, the error of each pixel is spread over its neighbours, so
/// that areas keep their colour (Floyd and Steinberg).
/// </summary>
internal static class ColorReducer
{
    private const int MostColors = 256;

    /// <param name="image">The image; transparency does not count.</param>
    /// <param name="steps">How many steps a channel of a palette's colour has where it is shown: 100 or 255.</param>
    public static IndexedImage Reduce(PixelImage image, int steps = byte.MaxValue) =>
        TryExact(image) ?? Dither(image, Array.ConvertAll(
            MedianCut.PaletteFor(image, MostColors), color => Rounded(color, steps)));

    /// <summary>An image that has few colours keeps them; null for any other.</summary>
    private static IndexedImage? TryExact(PixelImage image)
    {
        byte[] rgba = image.Rgba;
        byte[] indexes = new byte[image.Width * image.Height];
        Dictionary<int, byte> known = [];
        List<int> palette = [];
        int previous = -1;
        byte index = 0;
        for (int pixel = 0; pixel < indexes.Length; pixel++)
        {
            int at = pixel * 4;
            int color = rgba[at] << 16 | rgba[at + 1] << 8 | rgba[at + 2];
            if (color != previous && !known.TryGetValue(color, out index))
            {
                if (known.Count == MostColors) return null;

                known[color] = index = (byte)known.Count;
                palette.Add(color);
            }

            previous = color;
            indexes[pixel] = index;
        }

        return new IndexedImage(image.Width, image.Height, [.. palette], indexes);
    }

    /// <summary>Reduces an opaque image to the colours of a palette.</summary>
    public static IndexedImage Dither(PixelImage image, int[] palette)
    {
        int width = image.Width;
        byte[] rgba = image.Rgba;
        byte[] indexes = new byte[width * image.Height];
        NearestColor nearest = new(palette);

        // What the pixels of this row and of the next have got from their neighbours, in sixteenths.
        int[] now = new int[(width + 2) * 3];
        int[] next = new int[(width + 2) * 3];
        for (int y = 0, pixel = 0; y < image.Height; y++)
        {
            for (int x = 0; x < width; x++, pixel++)
            {
                int at = pixel * 4;
                int slot = (x + 1) * 3;
                int red = Add(rgba[at], now[slot]);
                int green = Add(rgba[at + 1], now[slot + 1]);
                int blue = Add(rgba[at + 2], now[slot + 2]);
                byte index = nearest.IndexOf(red, green, blue);
                indexes[pixel] = index;
                int color = palette[index];
                Spread(now, next, slot, red - (color >> 16));
                Spread(now, next, slot + 1, green - (color >> 8 & 255));
                Spread(now, next, slot + 2, blue - (color & 255));
            }

            (now, next) = (next, now);
            Array.Clear(next, 0, next.Length);
        }

        return new IndexedImage(width, image.Height, palette, indexes);
    }

    private static int Add(int level, int sixteenths)
    {
        int sum = level + (sixteenths + 8 >> 4);
        return sum < 0 ? 0 : sum > byte.MaxValue ? byte.MaxValue : sum;
    }

    private static void Spread(int[] now, int[] next, int slot, int error)
    {
        now[slot + 3] += error * 7;
        next[slot - 3] += error * 3;
        next[slot] += error * 5;
        next[slot + 3] += error;
    }

    private static int Rounded(int color, int steps) => RoundedLevel(color >> 16, steps) << 16
        | RoundedLevel(color >> 8 & 255, steps) << 8
        | RoundedLevel(color & 255, steps);

    private static int RoundedLevel(int level, int steps)
    {
        int step = (level * steps + 127) / 255;
        return (step * 255 + steps / 2) / steps;
    }
}
