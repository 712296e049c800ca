using System;
using System.Buffers.Binary;
using System.IO;
using System.Text;

namespace ImageGen.Files;

/// <summary>
/// Format and dimensions of an encoded image, read from its first bytes. Dimensions are 0 where the header does not
/// tell.
/// </summary>
internal sealed class ImageHeader(string? format, int width, int height)
{
    private const int Little = 4096;
    private const int Enough = 512 * 1024;

    private static readonly ImageHeader s_unknown = new(null, 0, 0);

    public string? Format { get; } = format;

    public int Width { get; } = width;

    public int Height { get; } = height;

    /// <summary>Content credentials are in the image; false as long as only its start was read.</summary>
    public bool HasContentCredentials { get; private init; }

    public static ImageHeader Read(ReadOnlySpan<byte> bytes)
    {
        if (StartsWith(bytes, [0x89, 0x50, 0x4E, 0x47])) return ReadPng(bytes);
        if (StartsWith(bytes, [0xFF, 0xD8, 0xFF])) return ReadJpeg(bytes);
        if (StartsWith(bytes, "GIF8"u8)) return ReadGif(bytes);
        if (StartsWith(bytes, "RIFF"u8) && bytes.Length >= 12 && StartsWith(bytes.Slice(8), "WEBP"u8))
        {
            return ReadWebp(bytes);
        }

        return SvgHeader.TryRead(bytes) ?? s_unknown;
    }

    /// <summary>Reads the header of a file without reading the whole file.</summary>
    public static ImageHeader ReadFile(string path)
    {
        using FileStream file = File.OpenRead(path);
        return ReadStart(file);
    }

    /// <summary>
    /// Reads the header of a whole image; first a little, and more where the format hides it behind. Then it looks for
    /// content credentials.
    /// </summary>
    public static ImageHeader ReadStart(Stream stream)
    {
        ImageHeader header = Read(ReadFirst(stream, Little));
        return (header.Format == "jpeg" && header.Width == 0 ? Read(ReadFirst(stream, Enough)) : header).Of(stream);
    }

    /// <summary>The header of an image in memory, and whether it has content credentials.</summary>
    public static ImageHeader ReadWhole(byte[] bytes) => Read(bytes).Of(new MemoryStream(bytes, writable: false));

    /// <summary>The same header, with what the whole image says of content credentials.</summary>
    public ImageHeader Of(Stream whole) => ContentCredentials.AreIn(whole, Format)
        ? new ImageHeader(Format, Width, Height) { HasContentCredentials = true }
        : this;

    private static byte[] ReadFirst(Stream stream, int count)
    {
        stream.Position = 0;
        byte[] start = new byte[Math.Min(count, stream.Length)];
        stream.Fill(start);
        return start;
    }

    public static string? MediaTypeOf(string? format) => format switch
    {
        null => null,
        "svg" => "image/svg+xml",
        _ => "image/" + format,
    };

    public static string ExtensionOf(string? format) => format switch
    {
        null => ".bin",
        "jpeg" => ".jpg",
        _ => "." + format,
    };

    /// <summary>The output format that a file extension stands for, or null.</summary>
    public static string? FormatOfExtension(string extension) => extension.ToLowerInvariant() switch
    {
        ".png" => "png",
        ".jpg" or ".jpeg" => "jpeg",
        ".webp" => "webp",
        ".gif" => "gif",
        ".svg" => "svg",
        _ => null,
    };

    /// <summary>The path with the format's extension, unless it has an image extension of its own.</summary>
    public static string WithExtension(string path, string? format) =>
        FormatOfExtension(Path.GetExtension(path)) is null ? path + ExtensionOf(format) : path;

    /// <summary>The path with text put before its image extension, or at its end when it has none.</summary>
    public static string WithSuffix(string path, string suffix)
    {
        string extension = Path.GetExtension(path);
        return FormatOfExtension(extension) is null
            ? path + suffix
            : path.Substring(0, path.Length - extension.Length) + suffix + extension;
    }

    private static ImageHeader ReadPng(ReadOnlySpan<byte> bytes)
    {
        // Xcode puts a chunk of its own before the header.
        bool isOfXcode = bytes.Length >= 16 && bytes.Slice(12, 4).SequenceEqual("CgBI"u8);
        int start = isOfXcode ? 32 : 16;
        return bytes.Length < start + 8
            ? new ImageHeader("png", 0, 0)
            : new ImageHeader(
                "png",
                Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(bytes.Slice(start))),
                Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(bytes.Slice(start + 4))));
    }

    private static ImageHeader ReadGif(ReadOnlySpan<byte> bytes) => bytes.Length < 10
        ? new ImageHeader("gif", 0, 0)
        : new ImageHeader(
            "gif",
            BinaryPrimitives.ReadUInt16LittleEndian(bytes.Slice(6)),
            BinaryPrimitives.ReadUInt16LittleEndian(bytes.Slice(8)));

    private static ImageHeader ReadJpeg(ReadOnlySpan<byte> bytes)
    {
        int at = 2;
        while (at + 9 <= bytes.Length && bytes[at] == 0xFF)
        {
            byte marker = bytes[at + 1];
            bool isFrame = marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
            if (isFrame)
            {
                return new ImageHeader(
                    "jpeg",
                    BinaryPrimitives.ReadUInt16BigEndian(bytes.Slice(at + 7)),
                    BinaryPrimitives.ReadUInt16BigEndian(bytes.Slice(at + 5)));
            }

            bool standsAlone = marker is 0xFF or 0x01 or (>= 0xD0 and <= 0xD8);
            at += marker == 0xFF ? 1 : standsAlone ? 2 : 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes.Slice(at + 2));
        }

        return new ImageHeader("jpeg", 0, 0);
    }

    private static ImageHeader ReadWebp(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 30) return new ImageHeader("webp", 0, 0);

        ReadOnlySpan<byte> data = bytes.Slice(20);
        return Encoding.ASCII.GetString(bytes.Slice(12, 4).ToArray()) switch
        {
            "VP8 " => new ImageHeader(
                "webp",
                BinaryPrimitives.ReadUInt16LittleEndian(data.Slice(6)) & 0x3FFF,
                BinaryPrimitives.ReadUInt16LittleEndian(data.Slice(8)) & 0x3FFF),
            "VP8L" => ReadLossless(BinaryPrimitives.ReadUInt32LittleEndian(data.Slice(1))),
            "VP8X" => new ImageHeader("webp", 1 + ReadUInt24(data.Slice(4)), 1 + ReadUInt24(data.Slice(7))),
            _ => new ImageHeader("webp", 0, 0),
        };
    }

    private static ImageHeader ReadLossless(uint bits) =>
        new("webp", 1 + (int)(bits & 0x3FFF), 1 + (int)((bits >> 14) & 0x3FFF));

    private static int ReadUInt24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);

    private static bool StartsWith(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> magic) => bytes.StartsWith(magic);
}
