using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;

namespace ImageGen.Tests.Support;

/// <summary>Writes small PNG files of every kind, as other programs do.</summary>
internal static class Pngs
{
    private static readonly uint[] s_remainders =
        [.. Enumerable.Range(0, 256).Select(value => RemainderOf((uint)value))];

    /// <summary>Colour with an alpha channel; the upper left pixel has this alpha, the others are opaque.</summary>
    public static byte[] WithAlpha(int width = 4, int height = 3, byte alpha = 0) =>
        Write(
            width, height, colorType: 6, channels: 4, (pixel, channel) => channel < 3 ? 200 : pixel == 0 ? alpha : 255);

    /// <summary>Grey with an alpha channel.</summary>
    public static byte[] GreyWithAlpha(int width = 4, int height = 3) =>
        Write(width, height, colorType: 4, channels: 2, (pixel, channel) => channel == 0 || pixel > 0 ? 255 : 0);

    /// <summary>Black and white without an alpha channel, which is what most people draw for a mask.</summary>
    public static byte[] BlackAndWhite(int width = 4, int height = 3) =>
        Write(width, height, colorType: 0, channels: 1, (pixel, _) => pixel % 2 * 255);

    public static byte[] Opaque(int width = 4, int height = 3) =>
        Write(width, height, colorType: 2, channels: 3, (_, _) => 100);

    /// <summary>Noise, which does not compress.</summary>
    public static byte[] Large(int width, int height)
    {
        Random random = new(1);
        return Write(width, height, colorType: 6, channels: 4, (pixel, _) => pixel == 0 ? 0 : random.Next(256));
    }

    /// <summary>A header that claims a size, and nothing behind it.</summary>
    public static byte[] Claiming(int width, int height) => Assemble(width, height, colorType: 6, rows: new byte[20]);

    private static byte[] Write(int width, int height, byte colorType, int channels, Func<int, int, int> sample)
    {
        using MemoryStream rows = new();
        using (ZLibStream deflate = new(rows, CompressionLevel.Fastest, leaveOpen: true))
        {
            byte[] row = new byte[1 + width * channels];
            for (int y = 0; y < height; y++)
            {
                for (int at = 0; at < width * channels; at++)
                {
                    row[1 + at] = (byte)sample(y * width + at / channels, at % channels);
                }

                deflate.Write(row);
            }
        }

        return Assemble(width, height, colorType, rows.ToArray());
    }

    private static byte[] Assemble(int width, int height, byte colorType, byte[] rows)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        header[9] = colorType;
        return
        [
            0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A,
            .. Chunk("IHDR", header), .. Chunk("IDAT", rows), .. Chunk("IEND", []),
        ];
    }

    public static byte[] Chunk(string type, byte[] data)
    {
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        byte[] named = [.. Encoding.ASCII.GetBytes(type), .. data];
        byte[] checksum = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(checksum, Checksum(named));
        return [.. length, .. named, .. checksum];
    }

    private static uint Checksum(byte[] bytes)
    {
        uint remainder = 0xFFFFFFFF;
        foreach (byte current in bytes) remainder = s_remainders[(byte)(remainder ^ current)] ^ (remainder >> 8);
        return ~remainder;
    }

    /// <summary>The remainder of a byte.</summary>
    private static uint RemainderOf(uint current)
    {
        for (int bit = 0; bit < 8; bit++)
        {
            current = (current & 1) == 1 ? 0xEDB88320 ^ (current >> 1) : current >> 1;
        }

        return current;
    }
}
