using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;
using System.Text;

namespace ImageGen.Benchmarks.Rows;

/// <summary>A square picture.</summary>
internal static class SamplePng
{
    /// <summary>
    /// Soft colours with a grain, as pictures have it, filtered as encoders do; about 1.6 MB for a side of 1024.
    /// </summary>
    public static byte[] Create(int side)
    {
        Random random = new(1);
        using MemoryStream rows = new();
        using (ZLibStream deflate = new(rows, CompressionLevel.Fastest, leaveOpen: true))
        {
            byte[] row = new byte[1 + side * 3];
            row[0] = 1;
            for (int y = 0; y < side; y++)
            {
                int red = 0, green = 0, blue = 0;
                for (int x = 0; x < side; x++)
                {
                    int grain = random.Next(8);
                    int nextRed = x / 5 + grain, nextGreen = y / 5 + grain, nextBlue = (x + y) / 9 + grain;
                    row[1 + x * 3] = (byte)(nextRed - red);
                    row[2 + x * 3] = (byte)(nextGreen - green);
                    row[3 + x * 3] = (byte)(nextBlue - blue);
                    (red, green, blue) = (nextRed, nextGreen, nextBlue);
                }

                deflate.Write(row);
            }
        }

        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, side);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), side);
        (header[8], header[9]) = (8, 2);
        return
        [
            0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A,
            .. Chunk("IHDR", header), .. Chunk("IDAT", rows.ToArray()), .. Chunk("IEND", []),
        ];
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        byte[] length = new byte[4], check = new byte[4];
        byte[] content = [.. Encoding.ASCII.GetBytes(type), .. data];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(check, Crc32(content));
        return [.. length, .. content, .. check];
    }

    private static uint Crc32(byte[] content)
    {
        uint check = uint.MaxValue;
        foreach (byte value in content)
        {
            check ^= value;
            for (int bit = 0; bit < 8; bit++) check = (check >> 1) ^ ((check & 1) * 0xEDB88320);
        }

        return ~check;
    }
}
