using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using ImageGen.Tests.Support;

namespace ImageGen.Tests.Terminal;

/// <summary>Writes a PNG of any depth and colour type, plain or interlaced, or as Xcode has it.</summary>
internal sealed class PngKind(int depth, int colorType)
{
    private static readonly (int X, int Y, int StepX, int StepY)[] s_passes =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    public bool IsInterlaced { get; init; }

    public bool IsOfXcode { get; init; }

    /// <summary>The colours, three bytes each.</summary>
    public byte[]? Palette { get; init; }

    /// <param name="width">The width.</param>
    /// <param name="height">The height.</param>
    /// <param name="samples">The samples of a pixel, as many as the colour type has.</param>
    public byte[] Write(int width, int height, Func<int, int, int[]> samples)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = ((byte)depth, (byte)colorType, (byte)(IsInterlaced ? 1 : 0));
        return
        [
            0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A,
            .. IsOfXcode ? Pngs.Chunk("CgBI", [0x50, 0, 0x20, 2]) : [],
            .. Pngs.Chunk("IHDR", header),
            .. Palette is null ? [] : Pngs.Chunk("PLTE", Palette),
            .. Pngs.Chunk("IDAT", Compress(Rows(width, height, samples))),
            .. Pngs.Chunk("IEND", []),
        ];
    }

    private byte[] Rows(int width, int height, Func<int, int, int[]> samples)
    {
        List<byte> rows = [];
        foreach ((int left, int top, int stepX, int stepY) in IsInterlaced ? s_passes : [(0, 0, 1, 1)])
        {
            if (left >= width) continue;

            for (int y = top; y < height; y += stepY)
            {
                rows.Add(0);
                int bits = 0, count = 0;
                for (int x = left; x < width; x += stepX)
                {
                    foreach (int sample in samples(x, y))
                    {
                        (bits, count) = (bits << depth | sample, count + depth);
                        for (; count >= 8; count -= 8) rows.Add((byte)(bits >> count - 8));
                    }
                }

                if (count > 0) rows.Add((byte)(bits << 8 - count));
            }
        }

        return [.. rows];
    }

    private byte[] Compress(byte[] rows)
    {
        using MemoryStream stream = new();
        using (Stream deflate = IsOfXcode
            ? new DeflateStream(stream, CompressionLevel.Fastest)
            : new ZLibStream(stream, CompressionLevel.Fastest))
        {
            deflate.Write(rows);
        }

        return stream.ToArray();
    }
}
