using System;
using System.IO;
using ImageGen.Sandbox.Refusals;
using StbImageSharp;

namespace ImageGen.Sandbox.Encoders;

/// <summary>Decodes the pictures a request brings along.</summary>
internal static class PictureReader
{
    private const string UrlPrefix = "data:";
    private const string WebpType = "image/webp";
    private const int MaximumPixels = 100_000_000;

    public static byte[] FromDataUrl(string url, string path)
    {
        if (!url.StartsWith(UrlPrefix, StringComparison.OrdinalIgnoreCase))
        {
            throw url.StartsWith("http", StringComparison.OrdinalIgnoreCase)
                ? Refusal.InvalidValue("Error while downloading file. The sandbox is offline.", path)
                : new Refusal(400, "Invalid image URL. Expected an https or data URL.", path, "invalid_image_url");
        }

        int comma = url.IndexOf(',');
        string head = comma < 0 ? url : url.Substring(UrlPrefix.Length, comma - UrlPrefix.Length);
        if (comma < 0 || !head.EndsWith(";base64", StringComparison.OrdinalIgnoreCase))
        {
            throw new Refusal(400, "Invalid image URL. Expected a base64 data URL.", path, "invalid_image_url");
        }
        if (!head.StartsWith("image/", StringComparison.OrdinalIgnoreCase))
        {
            throw new Refusal(
                400, $"Unsupported media type in data URL: '{head}'.", path, "unsupported_image_media_type");
        }

        return FromBase64(url.Substring(comma + 1), path);
    }

    public static byte[] FromBase64(string text, string path)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            throw new Refusal(400, "Invalid base64 image data.", path, "invalid_base64_image");
        }
    }

    public static Raster Decode(byte[] bytes, string path)
    {
        if (bytes.Length == 0) throw new Refusal(400, "The image file is empty.", path, "empty_image_file");
        string type = MediaTypeOf(bytes) ?? throw new Refusal(
            400,
            "You uploaded an unsupported image. Please make sure your image is valid and is one of the "
                + "following formats: ['png', 'jpeg', 'webp'].",
            path,
            "invalid_image_format");
        return DecodeOrRefuse(bytes, type, path)
            ?? throw Refusal.Unsupported(
                "The sandbox reads png and jpeg, but no webp other than its own. Convert the image to png.", path);
    }

    /// <summary>The type that the first bytes tell; null when they are none of an image that can be edited.</summary>
    public static string? MediaTypeOf(byte[] bytes) => bytes switch
    {
        _ when StartsWith(bytes, '\u0089', 'P', 'N', 'G') => "image/png",
        _ when StartsWith(bytes, '\u00ff', '\u00d8', '\u00ff') => "image/jpeg",
        _ when StartsWith(bytes, 'R', 'I', 'F', 'F') => WebpType,
        _ => null,
    };

    private static Raster? DecodeOrRefuse(byte[] bytes, string type, string path)
    {
        Refusal unreadable = new(
            400, "Could not parse the image. Please check that the image is valid.", path, "image_parse_error");
        try
        {
            if (type == WebpType) return WebpReader.TryRead(bytes, MaximumPixels);
            using MemoryStream stream = new(bytes, writable: false);
            if (ImageInfo.FromStream(stream) is not ImageInfo info) throw unreadable;
            if ((long)info.Width * info.Height > MaximumPixels)
            {
                throw new Refusal(400, "The image is too large.", path, "image_too_large");
            }
            ImageResult image = ImageResult.FromMemory(bytes, ColorComponents.RedGreenBlueAlpha);
            bool hasAlpha = image.SourceComp is ColorComponents.RedGreenBlueAlpha or ColorComponents.GreyAlpha;
            return new Raster(image.Width, image.Height, image.Data, hasAlpha);
        }
        catch (Exception exception) when (exception is not Refusal)
        {
            // The decoder says "broken file" with whatever exception it happens to run into.
            throw unreadable;
        }
    }

    private static bool StartsWith(byte[] bytes, params char[] signature)
    {
        if (bytes.Length < signature.Length) return false;
        for (int index = 0; index < signature.Length; index++)
        {
            if (bytes[index] != signature[index]) return false;
        }

        return true;
    }
}
