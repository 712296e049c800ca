using System;
using System.Buffers.Binary;

namespace ImageGen.Files;

/// <summary>The header of a PNG.</summary>
internal static class PngHeader
{
    public static bool IsStart(ReadOnlySpan<byte> start) =>
        start.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47]);

    public static (int Width, int Height) ReadSize(ReadOnlySpan<byte> start)
    {
        int at = IsOfXcode(start) ? 32 : 16;
        return start.Length < at + 8
            ? default
            : (BinaryPrimitives.ReadInt32BigEndian(start.Slice(at)),
                BinaryPrimitives.ReadInt32BigEndian(start.Slice(at + 4)));
    }

    /// <summary>Xcode puts a chunk of its own before the header, and few programs read such a PNG.</summary>
    public static bool IsOfXcode(ReadOnlySpan<byte> png) =>
        png.Length >= 16 && png.Slice(12, 4).SequenceEqual("CgBI"u8);
}
