using System;
using System.Buffers.Binary;

namespace ImageGen.Files;

/// <summary>The header of a JPEG: its size is in the first frame segment, after all metadata.</summary>
internal static class JpegHeader
{
    public static bool IsStart(ReadOnlySpan<byte> start) => start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]);

    public static (int Width, int Height) ReadSize(ReadOnlySpan<byte> start)
    {
        int at = 2;
        while (at + 9 <= start.Length && start[at] == 0xFF)
        {
            byte marker = start[at + 1];
            bool isFrame = marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
            if (isFrame)
            {
                return (BinaryPrimitives.ReadUInt16BigEndian(start.Slice(at + 7)),
                    BinaryPrimitives.ReadUInt16BigEndian(start.Slice(at + 5)));
            }

            bool standsAlone = marker is 0xFF or 0x01 or (>= 0xD0 and <= 0xD8);
            at += marker == 0xFF ? 1 : standsAlone ? 2 : 2 + BinaryPrimitives.ReadUInt16BigEndian(start.Slice(at + 2));
        }

        return default;
    }
}
