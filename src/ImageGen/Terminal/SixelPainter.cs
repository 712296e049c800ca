using System;
using System.Buffers.Binary;
using ImageGen.Pixels;

namespace ImageGen.Terminal;

/// <summary>
/// Sixel graphics: bands of six rows, each drawn once for every colour in it, with equal columns counted.
/// </summary>
internal sealed class SixelPainter(CellLayout layout, IndexedImage image) : IPainter
{
    /// <summary>Levels of a channel are percents.</summary>
    public const int Steps = 100;

    private const int BandHeight = 6;
    private const int ShortestRun = 4;
    private const int NoPixels = '?';

    /// <inheritdoc/>
    public CellLayout Layout => layout;

    /// <inheritdoc/>
    public void Paint(TerminalOutput output, int id)
    {
        output.Put("\x1bP0;1;0q\"1;1;").Put(image.Width).Put(';').Put(image.Height);
        for (int color = 0; color < image.Palette.Length; color++)
        {
            int rgb = image.Palette[color];
            output.Put('#').Put(color).Put(";2;").Put(Percent(rgb >> 16)).Put(';')
                .Put(Percent(rgb >> 8 & 255)).Put(';').Put(Percent(rgb & 255));
        }

        Band band = new(image);
        for (int top = 0; top < image.Height && !output.IsStopped; top += BandHeight)
        {
            if (top > 0) output.Put('-');
            band.Read(top);
            band.Put(output);
        }

        output.Put("\x1b\\");
    }

    private static int Percent(int level) => (level * Steps + 127) / 255;

    /// <summary>For each colour of a band the columns it has, and in each which of the six pixels.</summary>
    private sealed class Band(IndexedImage image)
    {
        private readonly byte[] _columns = new byte[image.Palette.Length * image.Width];
        private readonly int[] _last = new int[image.Palette.Length];

        public void Read(int top)
        {
            for (int color = 0; color < _last.Length; color++) _last[color] = -1;
            Array.Clear(_columns, 0, _columns.Length);
            int width = image.Width;
            int height = Math.Min(BandHeight, image.Height - top);
            for (int row = 0; row < height; row++)
            {
                int at = (top + row) * width;
                for (int x = 0; x < width; x++)
                {
                    int color = image.Indexes[at + x];
                    _columns[color * width + x] |= (byte)(1 << row);
                    if (x > _last[color]) _last[color] = x;
                }
            }
        }

        public void Put(TerminalOutput output)
        {
            bool isFirst = true;
            for (int color = 0; color < _last.Length; color++)
            {
                if (_last[color] < 0) continue;

                if (!isFirst) output.Put('$');
                isFirst = false;
                output.Put('#').Put(color);
                PutColor(output, color);
            }
        }

        private void PutColor(TerminalOutput output, int color)
        {
            ReadOnlySpan<byte> columns = _columns.AsSpan(color * image.Width, _last[color] + 1);
            for (int x = 0; x < columns.Length;)
            {
                int end = EndOfRun(columns, x);
                PutRun(output, NoPixels + columns[x], end - x);
                x = end;
            }
        }

        /// <summary>Most columns of a colour are empty, so those are passed over eight at a time.</summary>
        private static int EndOfRun(ReadOnlySpan<byte> columns, int start)
        {
            const int Step = sizeof(ulong);
            byte pixels = columns[start];
            int end = start + 1;
            while (pixels == 0 && end + Step <= columns.Length
                && BinaryPrimitives.ReadUInt64LittleEndian(columns.Slice(end)) == 0)
            {
                end += Step;
            }

            while (end < columns.Length && columns[end] == pixels) end++;
            return end;
        }

        private static void PutRun(TerminalOutput output, int sixel, int length)
        {
            if (length >= ShortestRun)
            {
                output.Put('!').Put(length).Put((char)sixel);
                return;
            }

            for (int at = 0; at < length; at++) output.Put((char)sixel);
        }
    }
}
