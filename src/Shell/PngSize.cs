using System;
using System.Buffers.Binary;
using System.IO;

namespace ImageGen.Shell;

internal static class PngSize
{
    private const int HeaderLength = 24;

    /// <summary>Width and height from the file's header, or nothing where it is no PNG.</summary>
    internal static string Describe(FileInfo file)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        using FileStream stream = file.OpenRead();
        int read = stream.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false);
        if (read < HeaderLength || !IsPng(header)) return string.Empty;

        uint width = BinaryPrimitives.ReadUInt32BigEndian(header[16..]);
        uint height = BinaryPrimitives.ReadUInt32BigEndian(header[20..]);
        return $"{width}x{height}";
    }

    private static bool IsPng(ReadOnlySpan<byte> header) => header[0] == 0x89 && header[1..4].SequenceEqual("PNG"u8);
}
