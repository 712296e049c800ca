using System;
using System.Linq;
using System.Threading;
using ImageGen.Sandbox.Encoders;
using StbImageSharp;

namespace ImageGen.Tests.Sandbox;

internal static class TestPictures
{
    /// <summary>A PNG of one colour.</summary>
    public static byte[] Png(int width = 256, int height = 256, int color = 0x2040C0, bool hasAlpha = false) =>
        Png(width, height, color, hasAlpha, static (_, _) => true);

    /// <summary>A PNG that is clear where nothing is marked.</summary>
    public static byte[] Overlay(int width, int height, int color, Func<int, int, bool> isMarked) =>
        Png(width, height, color, hasAlpha: true, isMarked);

    /// <summary>The share of pixels of about this colour.</summary>
    public static double ShareOf(byte[] picture, int color)
    {
        ImageResult image = ImageResult.FromMemory(picture, ColorComponents.RedGreenBlue);
        byte[] pixels = image.Data;
        int count = Enumerable.Range(0, pixels.Length / 3).Count(pixel =>
            Math.Abs(pixels[pixel * 3] - (color >> 16)) < 12
            && Math.Abs(pixels[pixel * 3 + 1] - (color >> 8 & 255)) < 12
            && Math.Abs(pixels[pixel * 3 + 2] - (color & 255)) < 12);
        return count * 3.0 / pixels.Length;
    }

    private static byte[] Png(int width, int height, int color, bool hasAlpha, Func<int, int, bool> isMarked)
    {
        byte[] pixels = new byte[width * height * 4];
        for (int index = 0; index < width * height; index++)
        {
            pixels[index * 4] = (byte)(color >> 16);
            pixels[index * 4 + 1] = (byte)(color >> 8);
            pixels[index * 4 + 2] = (byte)color;
            pixels[index * 4 + 3] = (byte)(isMarked(index % width, index / width) ? 255 : 0);
        }

        return PngWriter.Write(new Raster(width, height, pixels, hasAlpha), CancellationToken.None);
    }
}
