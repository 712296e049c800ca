using System;
using System.Threading;
using ImageGen.Pixels;
using ImageGen.Sandbox.Encoders;

namespace ImageGen.Tests.Terminal;

/// <summary>Pictures for the tests of what shows them.</summary>
internal static class Pictures
{
    /// <summary>Soft transitions of all channels, which a palette cannot hold.</summary>
    public static PixelImage Gradient(int width, int height) => Draw(width, height, (x, y) =>
        (255 * x / width, 255 * y / height, 255 * (x + y) / (width + height), 255));

    /// <summary>A colour for each square of a board, few enough for any palette.</summary>
    public static PixelImage Squares(int width, int height) => Draw(width, height, (x, y) =>
        (51 * (x / 3 % 6), 51 * (y / 3 % 6), x / 3 % 2 * 255, 255));

    public static PixelImage Draw(int width, int height, Func<int, int, (int R, int G, int B, int A)> color)
    {
        byte[] rgba = new byte[width * height * 4];
        for (int pixel = 0; pixel < width * height; pixel++)
        {
            (int red, int green, int blue, int alpha) = color(pixel % width, pixel / width);
            rgba[pixel * 4] = (byte)red;
            rgba[pixel * 4 + 1] = (byte)green;
            rgba[pixel * 4 + 2] = (byte)blue;
            rgba[pixel * 4 + 3] = (byte)alpha;
        }

        return new PixelImage(width, height, rgba);
    }

    /// <summary>As JPEG, or as the first frame of a GIF whose second is black.</summary>
    public static byte[] Encode(PixelImage image, string format)
    {
        Raster raster = new(image.Width, image.Height, image.Rgba, hasAlpha: false);
        Raster black = new(image.Width, image.Height, new byte[image.Rgba.Length], hasAlpha: false);
        return format == "gif"
            ? GifWriter.Write([raster, black], frameDuration: 100, CancellationToken.None)
            : PictureEncoder.Encode(raster, format, 95, CancellationToken.None);
    }

    public static int ColorAt(PixelImage image, int x, int y)
    {
        int at = (y * image.Width + x) * 4;
        return image.Rgba[at] << 16 | image.Rgba[at + 1] << 8 | image.Rgba[at + 2];
    }

    /// <summary>How far two colours are apart, in the channel that differs most.</summary>
    public static int Distance(int one, int other) => Math.Max(
        Math.Abs((one >> 16) - (other >> 16)),
        Math.Max(Math.Abs((one >> 8 & 255) - (other >> 8 & 255)), Math.Abs((one & 255) - (other & 255))));
}
