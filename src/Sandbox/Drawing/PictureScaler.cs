using System;
using System.Threading;
using ImageGen.Sandbox.Encoders;

namespace ImageGen.Sandbox.Drawing;

/// <summary>Scales pictures: averages of the pixels covered when shrinking much, else weighted neighbours.</summary>
internal static class PictureScaler
{
    public static void Draw(
        Raster picture, int left, int top, int width, int height, Canvas canvas, CancellationToken token)
    {
        bool shrinksMuch = picture.Width >= width * 2;
        for (int y = 0; y < height; y++)
        {
            if (y % 64 == 0) token.ThrowIfCancellationRequested();
            int fromY = (int)((long)y * picture.Height / height);
            int toY = Math.Max(fromY + 1, (int)((long)(y + 1) * picture.Height / height));
            int sourceY = Source(y, picture.Height, height);
            for (int x = 0; x < width; x++)
            {
                int fromX = (int)((long)x * picture.Width / width);
                int toX = Math.Max(fromX + 1, (int)((long)(x + 1) * picture.Width / width));
                int alpha;
                Rgb color = shrinksMuch
                    ? Average(picture, fromX, fromY, toX, toY, out alpha)
                    : Between(picture, Source(x, picture.Width, width), sourceY, out alpha);
                canvas.Blend(left + x, top + y, color, alpha);
            }
        }
    }

    /// <summary>The picture in blocks of one colour, as an early look at it.</summary>
    public static Raster Pixelate(Raster picture, int block)
    {
        byte[] pixels = new byte[picture.Pixels.Length];
        for (int y = 0; y < picture.Height; y += block)
        {
            int bottom = Math.Min(picture.Height, y + block);
            for (int x = 0; x < picture.Width; x += block)
            {
                int right = Math.Min(picture.Width, x + block);
                Rgb color = Average(picture, x, y, right, bottom, out int alpha);
                Fill(pixels, picture.Width, x, y, right, bottom, color, (byte)alpha);
            }
        }

        return new Raster(picture.Width, picture.Height, pixels, picture.HasAlpha);
    }

    /// <summary>The source position, in 256ths of a pixel, of the middle of a target pixel.</summary>
    private static int Source(int position, int source, int target) =>
        (int)Math.Max(0, Math.Min((source - 1) * 256L, (position * 2L + 1) * source * 128 / target - 128));

    private static Rgb Between(Raster picture, int x, int y, out int alpha)
    {
        byte[] pixels = picture.Pixels;
        int stride = picture.Width * 4;
        int offset = (y >> 8) * stride + (x >> 8) * 4;
        int right = x >> 8 < picture.Width - 1 ? 4 : 0;
        int below = y >> 8 < picture.Height - 1 ? stride : 0;
        int partX = x & 255;
        int partY = y & 255;
        alpha = Mix(pixels, offset + 3, right, below, partX, partY);
        return new Rgb(
            (byte)Mix(pixels, offset, right, below, partX, partY),
            (byte)Mix(pixels, offset + 1, right, below, partX, partY),
            (byte)Mix(pixels, offset + 2, right, below, partX, partY));
    }

    private static int Mix(byte[] pixels, int offset, int right, int below, int partX, int partY)
    {
        int upper = pixels[offset] * (256 - partX) + pixels[offset + right] * partX;
        int lower = pixels[offset + below] * (256 - partX) + pixels[offset + below + right] * partX;
        return (upper * (256 - partY) + lower * partY) >> 16;
    }

    private static Rgb Average(Raster picture, int left, int top, int right, int bottom, out int alpha)
    {
        byte[] pixels = picture.Pixels;
        long red = 0;
        long green = 0;
        long blue = 0;
        long weight = 0;
        for (int y = top; y < bottom; y++)
        {
            int end = (y * picture.Width + right) * 4;
            for (int offset = (y * picture.Width + left) * 4; offset < end; offset += 4)
            {
                int pixelAlpha = pixels[offset + 3];
                red += pixels[offset] * pixelAlpha;
                green += pixels[offset + 1] * pixelAlpha;
                blue += pixels[offset + 2] * pixelAlpha;
                weight += pixelAlpha;
            }
        }

        alpha = (int)(weight / ((right - left) * (bottom - top)));
        return weight == 0 ? default : new Rgb((byte)(red / weight), (byte)(green / weight), (byte)(blue / weight));
    }

    private static void Fill(
        byte[] pixels, int width, int left, int top, int right, int bottom, Rgb color, byte alpha)
    {
        for (int y = top; y < bottom; y++)
        {
            int end = (y * width + right) * 4;
            for (int offset = (y * width + left) * 4; offset < end; offset += 4)
            {
                pixels[offset] = color.R;
                pixels[offset + 1] = color.G;
                pixels[offset + 2] = color.B;
                pixels[offset + 3] = alpha;
            }
        }
    }
}
