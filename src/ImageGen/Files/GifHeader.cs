using System;
using System.Buffers.Binary;

namespace ImageGen.Files;

/// <summary>The header of a GIF.</summary>
internal static class GifHeader
{
    public static bool IsStart(ReadOnlySpan<byte> start) => start.StartsWith("GIF8"u8);

    public static (int Width, int Height) ReadSize(ReadOnlySpan<byte> start) => start.Length < 10
        ? default
        : (BinaryPrimitives.ReadUInt16LittleEndian(start.Slice(6)),
            BinaryPrimitives.ReadUInt16LittleEndian(start.Slice(8)));
}
