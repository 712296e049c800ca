using System;
using System.Buffers.Binary;
using System.Text;

namespace ImageGen.Files;

/// <summary>The header of a WebP: lossy, lossless or extended.</summary>
internal static class WebpHeader
{
    public static bool IsStart(ReadOnlySpan<byte> start) =>
        start.Length >= 12 && start.StartsWith("RIFF"u8) && start.Slice(8).StartsWith("WEBP"u8);

    public static (int Width, int Height) ReadSize(ReadOnlySpan<byte> start)
    {
        if (start.Length < 30) return default;

        ReadOnlySpan<byte> data = start.Slice(20);
        return Encoding.ASCII.GetString(start.Slice(12, 4).ToArray()) switch
        {
            "VP8 " => (BinaryPrimitives.ReadUInt16LittleEndian(data.Slice(6)) & 0x3FFF,
                BinaryPrimitives.ReadUInt16LittleEndian(data.Slice(8)) & 0x3FFF),
            "VP8L" => ReadLossless(BinaryPrimitives.ReadUInt32LittleEndian(data.Slice(1))),
            "VP8X" => (1 + ReadUInt24(data.Slice(4)), 1 + ReadUInt24(data.Slice(7))),
            _ => default,
        };
    }

    private static (int Width, int Height) ReadLossless(uint bits) =>
        (1 + (int)(bits & 0x3FFF), 1 + (int)((bits >> 14) & 0x3FFF));

    private static int ReadUInt24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
