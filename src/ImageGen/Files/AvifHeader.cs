using System;
using System.Buffers.Binary;

namespace ImageGen.Files;

/// <summary>The header of an AVIF: boxes within boxes, in which each image and each tile has its own size.</summary>
internal static class AvifHeader
{
    private const int BoxHead = 8;
    private const int VersionAndFlags = 4;
    private const int SizeAt = BoxHead + VersionAndFlags;

    /// <summary>
    /// The first box names the brand, or the brand is among the compatible ones of a general container.
    /// </summary>
    public static bool IsStart(ReadOnlySpan<byte> start)
    {
        if (start.Length < BoxHead + 4 || !start.Slice(4).StartsWith("ftyp"u8)) return false;

        ReadOnlySpan<byte> brand = start.Slice(BoxHead, 4);
        if (IsBrand(brand)) return true;
        if (!brand.SequenceEqual("mif1"u8) && !brand.SequenceEqual("msf1"u8)) return false;

        uint length = Math.Min(BinaryPrimitives.ReadUInt32BigEndian(start), (uint)start.Length);
        for (int at = BoxHead + 8; at + 4 <= length; at += 4)
        {
            if (IsBrand(start.Slice(at, 4))) return true;
        }

        return false;
    }

    /// <summary>The size of the largest image: the others are tiles, thumbnails and its transparency.</summary>
    public static (int Width, int Height) ReadSize(ReadOnlySpan<byte> start)
    {
        ReadOnlySpan<byte> meta = Find(start, "meta"u8);
        if (meta.Length < VersionAndFlags) return default;

        (int Width, int Height) largest = default;
        ReadOnlySpan<byte> properties = Find(Find(meta.Slice(VersionAndFlags), "iprp"u8), "ipco"u8);
        for (int at = 0, length; (length = LengthAt(properties, at)) > 0; at += length)
        {
            ReadOnlySpan<byte> property = properties.Slice(at, length);
            if (!property.Slice(4).StartsWith("ispe"u8) || length < SizeAt + 8) continue;

            int width = BinaryPrimitives.ReadInt32BigEndian(property.Slice(SizeAt));
            int height = BinaryPrimitives.ReadInt32BigEndian(property.Slice(SizeAt + 4));
            if (width > 0 && height > 0 && (long)width * height > (long)largest.Width * largest.Height)
            {
                largest = (width, height);
            }
        }

        return largest;
    }

    private static bool IsBrand(ReadOnlySpan<byte> brand) =>
        brand.SequenceEqual("avif"u8) || brand.SequenceEqual("avis"u8);

    /// <summary>The content of the first box of a type; empty where there is none or its end is missing.</summary>
    private static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> boxes, ReadOnlySpan<byte> type)
    {
        for (int at = 0, length; (length = LengthAt(boxes, at)) > 0; at += length)
        {
            if (boxes.Slice(at + 4).StartsWith(type)) return boxes.Slice(at + BoxHead, length - BoxHead);
        }

        return default;
    }

    /// <summary>Length of the box at a position; 0 where there is no whole one.</summary>
    private static int LengthAt(ReadOnlySpan<byte> boxes, int at)
    {
        if (boxes.Length < at + BoxHead) return 0;

        uint length = BinaryPrimitives.ReadUInt32BigEndian(boxes.Slice(at));
        return length >= BoxHead && length <= (uint)(boxes.Length - at) ? (int)length : 0;
    }
}
