using System;
using ImageGen.Files;
using ImageGen.Text;
using StbImageSharp;

namespace ImageGen.Pixels;

/// <summary>
/// From an encoded image to its pixels: PNG, JPEG (upright), and the first frame of a GIF. The library that does it is
/// loaded by the first image.
/// </summary>
internal static class PixelDecoder
{
    /// <summary>More would take over 200 MB; the header says how many there are before anything is decoded.</summary>
    private const long MostPixels = 50_000_000;

    /// <summary>The pixels; null, and why, where there are none to be had.</summary>
    /// <param name="bytes">The encoded image.</param>
    /// <param name="failure">What is wrong with it, as the end of a sentence.</param>
    public static PixelImage? TryDecode(byte[] bytes, out string? failure)
    {
        ImageHeader header = ImageHeader.Read(bytes);
        failure = ImageFormats.Find(header.Format) is not { IsDecoded: true } ? "its format cannot be decoded"
            : (long)header.Width * header.Height > MostPixels ? $"it has more than {MostPixels:N0} pixels"
            : header.Width == 0 || header.Height == 0 ? "its header is damaged"
            : null;
        return failure is null ? Decode(bytes, out failure) : null;
    }

    private static PixelImage? Decode(byte[] bytes, out string? failure)
    {
        failure = null;
        try
        {
            ImageResult result = ImageResult.FromMemory(bytes, ColorComponents.RedGreenBlueAlpha);
            PixelImage image = new(result.Width, result.Height, result.Data)
            {
                HasAlpha = result.SourceComp is ColorComponents.RedGreenBlueAlpha or ColorComponents.GreyAlpha,
            };
            if (PngHeader.IsOfXcode(bytes)) Straighten(image.Rgba);
            return PixelTurner.Upright(image, ExifOrientation.Read(bytes));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The decoder says "damaged" with whatever exception it happens to run into.
            failure = $"it is damaged ({PlainText.Line(exception.Message, 80)})";
            return null;
        }
    }

    /// <summary>Xcode stores blue first, and colours multiplied with their alpha.</summary>
    private static void Straighten(byte[] rgba)
    {
        for (int at = 0; at < rgba.Length; at += 4)
        {
            int alpha = rgba[at + 3];
            (rgba[at], rgba[at + 2]) = (rgba[at + 2], rgba[at]);
            if (alpha is 0 or byte.MaxValue) continue;

            for (int channel = at; channel < at + 3; channel++)
            {
                rgba[channel] = (byte)Math.Min(byte.MaxValue, (rgba[channel] * byte.MaxValue + alpha / 2) / alpha);
            }
        }
    }
}
