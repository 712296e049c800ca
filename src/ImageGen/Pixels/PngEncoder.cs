using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;
using System.Linq;

namespace ImageGen.Pixels;

/// <summary>Pixels as a PNG, for what takes only files. It is written quickly rather than small.</summary>
internal static class PngEncoder
{
    private const int BytesPerPixel = 4;
    private const uint AdlerModulus = 65521;

    private static readonly uint[] s_crc = [.. Enumerable.Range(0, 256).Select(value => CrcOf((uint)value))];

    public static byte[] Encode(PixelImage image)
    {
        using MemoryStream png = new();
        png.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], 0, 8);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), image.Height);
        (header[8], header[9]) = (8, 6);
        WriteChunk(png, "IHDR"u8, header);
        WriteChunk(png, "IDAT"u8, Compress(Rows(image)));
        WriteChunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    /// <summary>Each row begins with its filter, which is none.</summary>
    private static byte[] Rows(PixelImage image)
    {
        int length = image.Width * BytesPerPixel;
        byte[] rows = new byte[image.Height * (length + 1)];
        for (int row = 0; row < image.Height; row++)
        {
            Buffer.BlockCopy(image.Rgba, row * length, rows, row * (length + 1) + 1, length);
        }

        return rows;
    }

    /// <summary>A zlib stream, which .NET Framework has no writer for: its header, deflate, and a checksum.</summary>
    private static byte[] Compress(byte[] bytes)
    {
        using MemoryStream packed = new();
        packed.Write([0x78, 0x01], 0, 2);
        using (DeflateStream deflate = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(bytes, 0, bytes.Length);
        }

        uint low = 1, high = 0;
        foreach (byte value in bytes)
        {
            low = (low + value) % AdlerModulus;
            high = (high + low) % AdlerModulus;
        }

        byte[] sum = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(sum, (high << 16) | low);
        packed.Write(sum, 0, sum.Length);
        return packed.ToArray();
    }

    private static void WriteChunk(MemoryStream png, ReadOnlySpan<byte> type, byte[] content)
    {
        byte[] chunk = new byte[12 + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        type.CopyTo(chunk.AsSpan(4));
        content.CopyTo(chunk, 8);
        uint crc = uint.MaxValue;
        for (int at = 4; at < 8 + content.Length; at++) crc = s_crc[(crc ^ chunk[at]) & 0xFF] ^ (crc >> 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + content.Length), ~crc);
        png.Write(chunk, 0, chunk.Length);
    }

    private static uint CrcOf(uint value)
    {
        for (int bit = 0; bit < 8; bit++) value = (value & 1) == 0 ? value >> 1 : 0xEDB88320 ^ (value >> 1);
        return value;
    }
}
