using System;
using System.IO;
using ImageGen.Files;
using ImageGen.Pixels;
using ImageGen.Text;

namespace ImageGen.Orders;

/// <summary>
/// Checks a mask or a markup before it is sent and paid for: a PNG of the size of the image it lies over, with
/// transparent pixels. What is known only to the service (a file id, an address) passes.
/// </summary>
internal static class OverlayCheck
{
    private const long LargestMask = 4_000_000;

    /// <exception cref="AIImageException"><c>MaskInvalid</c>, with the reason and the remedy.</exception>
    public static void CheckMask(ImageInput? mask, ImageInput? first)
    {
        if (mask is not ImageData { Content: EncodedImage data }) return;

        Check(data, first, "mask", "Make the part to edit fully transparent and the rest opaque; a black-and-white "
            + "mask must first be converted to an alpha channel in which white is transparent.");
        if (data.Length >= LargestMask)
        {
            throw Invalid($"The mask has {data.Length:N0} bytes; the service accepts less than {LargestMask:N0}. "
                + "Save it with fewer colours.");
        }
    }

    /// <exception cref="AIImageException"><c>MaskInvalid</c>, with the reason and the remedy.</exception>
    public static void CheckMarkup(ImageInput? markup, ImageInput? first)
    {
        if (markup is not ImageData { Content: EncodedImage data }) return;

        Check(data, first, "markup", "Draw only the marks, on a transparent background.");
    }

    private static void Check(EncodedImage overlay, ImageInput? first, string name, string remedy)
    {
        if (overlay.MediaType != "image/png")
        {
            throw Invalid($"The {name} is {overlay.MediaType}; it must be a PNG with transparent pixels. {remedy}");
        }

        PixelImage pixels = Decode(overlay, name);
        if (first?.Dimensions is (int width and > 0, int height)
            && (width, height) != (pixels.Width, pixels.Height)
            && !(MayBeTurned(first) && (height, width) == (pixels.Width, pixels.Height)))
        {
            throw Invalid(
                $"The {name} is {pixels.Width}x{pixels.Height} but the image is {width}x{height}. Both must have the "
                + "same size.");
        }

        if (!pixels.HasAlpha) throw Invalid($"The {name} has no alpha channel, so no part is transparent. {remedy}");
        if (!HasTransparentPixel(pixels.Rgba)) throw Invalid($"No pixel of the {name} is transparent. {remedy}");
    }

    /// <summary>A photo is stored as the sensor saw it and shown rotated, so its header has the wrong size.</summary>
    private static bool MayBeTurned(ImageInput? image) =>
        image is ImageData { Content.MediaType: "image/jpeg" or "image/webp" };

    private static bool HasTransparentPixel(byte[] rgba)
    {
        for (int alpha = 3; alpha < rgba.Length; alpha += 4)
        {
            if (rgba[alpha] == 0) return true;
        }

        return false;
    }

    private static PixelImage Decode(EncodedImage overlay, string name)
    {
        byte[] bytes = new byte[overlay.Length];
        try
        {
            using Stream stream = overlay.OpenRead();
            stream.Fill(bytes);
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            throw new AIImageException(
                ErrorIds.MaskInvalid, $"The {name} cannot be read: {PlainText.Line(exception.Message)}", exception);
        }

        return PixelDecoder.TryDecode(bytes, out string? failure)
            ?? throw Invalid($"The {name} cannot be read as a PNG: {failure}.");
    }

    private static AIImageException Invalid(string message) => new(ErrorIds.MaskInvalid, message);
}
