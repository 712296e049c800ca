using System;
using System.Buffers.Binary;

namespace ImageGen.Files;

/// <summary>How a camera was held: a JPEG stores it beside pixels that lie as the sensor saw them.</summary>
internal static class ExifOrientation
{
    public const int Upright = 1;

    private const int EntryLength = 12;
    private const ushort Tag = 0x0112;

    /// <summary>1 (upright) to 8, as TIFF counts them; 1 where nothing is said.</summary>
    public static int Read(ReadOnlySpan<byte> jpeg)
    {
        if (!JpegHeader.IsStart(jpeg)) return Upright;

        int at = 2;
        while (at + 4 <= jpeg.Length && jpeg[at] == 0xFF && jpeg[at + 1] is >= 0xE0 and <= 0xEF or 0xFE)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(jpeg.Slice(at + 2));
            if (length < 2 || at + 2 + length > jpeg.Length) break;

            ReadOnlySpan<byte> segment = jpeg.Slice(at + 4, length - 2);
            if (jpeg[at + 1] == 0xE1 && segment.StartsWith("Exif\0\0"u8)) return ReadTiff(segment.Slice(6));

            at += 2 + length;
        }

        return Upright;
    }

    private static int ReadTiff(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8) return Upright;

        bool isLittle = tiff[0] == 'I';
        uint first = isLittle
            ? BinaryPrimitives.ReadUInt32LittleEndian(tiff.Slice(4))
            : BinaryPrimitives.ReadUInt32BigEndian(tiff.Slice(4));
        if (first > tiff.Length - 2) return Upright;

        int count = ReadShort(tiff, (int)first, isLittle);
        int at = (int)first + 2;
        for (int entry = 0; entry < count && at + EntryLength <= tiff.Length; entry++, at += EntryLength)
        {
            if (ReadShort(tiff, at, isLittle) != Tag) continue;

            int value = ReadShort(tiff, at + 8, isLittle);
            return value is >= 1 and <= 8 ? value : Upright;
        }

        return Upright;
    }

    private static int ReadShort(ReadOnlySpan<byte> tiff, int at, bool isLittle) => isLittle
        ? BinaryPrimitives.ReadUInt16LittleEndian(tiff.Slice(at))
        : BinaryPrimitives.ReadUInt16BigEndian(tiff.Slice(at));
}
