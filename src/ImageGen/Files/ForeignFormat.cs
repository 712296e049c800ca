using System;
using System.IO;

namespace ImageGen.Files;

/// <summary>Names what people take for an image, and the service does not.</summary>
internal static class ForeignFormat
{
    private const int Enough = 32;

    /// <summary>What the first bytes are those of, with its article; null where nobody can tell.</summary>
    public static string? NameOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("BM"u8)) return "a BMP image";
        if (bytes.StartsWith("II*\0"u8) || bytes.StartsWith("MM\0*"u8)) return "a TIFF image";
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 1, 0])) return "an icon (ICO)";
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0x0A])) return "a JPEG XL image";
        if (bytes.StartsWith("8BPS"u8)) return "a Photoshop document";
        if (bytes.StartsWith("%PDF"u8)) return "a PDF document";
        return bytes.Length < 12 ? null : NameOfBoxed(bytes);
    }

    /// <summary>The same of a file.</summary>
    public static string? NameOfFile(string path)
    {
        using FileStream file = File.OpenRead(path);
        byte[] start = new byte[Math.Min(Enough, file.Length)];
        file.Fill(start);
        return NameOf(start);
    }

    /// <summary>Formats made of boxes: the first box names the brand.</summary>
    private static string? NameOfBoxed(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> box = bytes.Slice(4, 4);
        if (box.SequenceEqual("JXL "u8)) return "a JPEG XL image";
        if (box.SequenceEqual("jP  "u8)) return "a JPEG 2000 image";
        if (!box.SequenceEqual("ftyp"u8)) return null;

        ReadOnlySpan<byte> brand = bytes.Slice(8);
        bool isHeic = brand.StartsWith("hei"u8) || brand.StartsWith("hev"u8) || brand.StartsWith("mif1"u8)
            || brand.StartsWith("msf1"u8);
        return isHeic ? "a HEIC image" : "a video or another document";
    }
}
