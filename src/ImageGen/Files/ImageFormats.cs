using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace ImageGen.Files;

/// <summary>The table of image formats, and all that is named after one: extensions, media types, file names.</summary>
internal static class ImageFormats
{
    public const int UsualHeaderLength = 4096;

    /// <summary>A format that is recognised by its text comes after those with a signature.</summary>
    private static readonly ImageFormat[] s_all =
    [
        new("png", "a PNG image", "image/png", ".png")
        {
            IsStart = PngHeader.IsStart,
            ReadSize = PngHeader.ReadSize,
            ReadCredentials = ContentCredentials.WalkPng,
            IsInput = true,
            IsDecoded = true,
            IsRaster = true,
            HasTransparency = true,
        },
        new("jpeg", "a JPEG image", "image/jpeg", ".jpg", ".jpeg")
        {
            IsStart = JpegHeader.IsStart,
            ReadSize = JpegHeader.ReadSize,
            ReadCredentials = ContentCredentials.WalkJpeg,
            HeaderLength = 512 * 1024,
            IsInput = true,
            IsDecoded = true,
            IsRaster = true,
            HasCompression = true,
        },
        new("webp", "a WebP image", "image/webp", ".webp")
        {
            IsStart = WebpHeader.IsStart,
            ReadSize = WebpHeader.ReadSize,
            ReadCredentials = ContentCredentials.WalkWebp,
            IsInput = true,
            IsRaster = true,
            HasTransparency = true,
            HasCompression = true,
        },
        new("gif", "a GIF image", "image/gif", ".gif")
        {
            IsStart = GifHeader.IsStart,
            ReadSize = GifHeader.ReadSize,
            IsDecoded = true,
        },
        new("avif", "an AVIF image", "image/avif", ".avif")
        {
            IsStart = AvifHeader.IsStart,
            ReadSize = AvifHeader.ReadSize,
            HeaderLength = 64 * 1024,
            IsRaster = true,
            HasTransparency = true,
            HasCompression = true,
        },
        new("svg", "an SVG image", "image/svg+xml", ".svg")
        {
            IsStart = SvgHeader.IsStart,
            ReadSize = SvgHeader.ReadSize,
        },
    ];

    /// <summary>All extensions that the file of an image can have.</summary>
    public static IEnumerable<string> Extensions => s_all.SelectMany(format => format.Extensions);

    /// <summary>The format of that name in any case, or null.</summary>
    public static ImageFormat? Find(string? name) =>
        Array.Find(s_all, format => format.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The format that the first bytes belong to, or null.</summary>
    public static ImageFormat? Recognize(ReadOnlySpan<byte> start)
    {
        foreach (ImageFormat format in s_all)
        {
            if (format.IsStart(start)) return format;
        }

        return null;
    }

    /// <summary>The format of a file with that extension, which begins with a dot; or null.</summary>
    public static ImageFormat? OfExtension(string extension) => Array.Find(
        s_all, format => format.Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase));

    /// <summary>The format of a file with that name, or null.</summary>
    public static ImageFormat? OfFileName(string path) => OfExtension(Path.GetExtension(path));

    /// <summary>The media type of a format, also of one that is not in the table; null for null.</summary>
    public static string? MediaTypeOf(string? name) =>
        name is null ? null : Find(name)?.MediaType ?? "image/" + name;

    /// <summary>The extension of a new file of a format, also of one that is not in the table.</summary>
    public static string ExtensionOf(string? name) =>
        name is null ? ".bin" : Find(name)?.Extensions[0] ?? "." + name;

    /// <summary>The extension of a new file with that media type.</summary>
    public static string ExtensionOfMediaType(string mediaType) =>
        Array.Find(s_all, format => format.MediaType == mediaType)?.Extensions[0] ?? ".bin";

    /// <summary>The path with the format's extension, unless it has an image extension of its own.</summary>
    public static string WithExtension(string path, string? name) =>
        OfFileName(path) is null ? path + ExtensionOf(name) : path;

    /// <summary>The path with text before its image extension, or at its end if it has none.</summary>
    public static string WithSuffix(string path, string suffix)
    {
        if (OfFileName(path) is null) return path + suffix;

        string extension = Path.GetExtension(path);
        return path.Substring(0, path.Length - extension.Length) + suffix + extension;
    }
}
