using System;
using System.Collections.Generic;

namespace ImageGen.Pixels;

/// <summary>
/// Chooses the colours of a palette: the space of the colours that occur is cut in two at the median of its longest
/// side until there are enough parts, the fullest and widest first.
/// </summary>
internal sealed class MedianCut
{
    private readonly ColorHistogram _histogram;
    private readonly int[] _cells;
    private readonly int[] _keys;

    private MedianCut(ColorHistogram histogram)
    {
        _histogram = histogram;
        List<int> cells = [];
        for (int cell = 0; cell < ColorHistogram.Cells; cell++)
        {
            if (histogram.Counts[cell] > 0) cells.Add(cell);
        }

        _cells = [.. cells];
        _keys = new int[_cells.Length];
    }

    /// <summary>At most so many colours, each 0xRRGGBB, that stand for those of an opaque image.</summary>
    public static int[] PaletteFor(PixelImage image, int most) =>
        new MedianCut(new ColorHistogram(image.Rgba)).Cut(most);

    private int[] Cut(int most)
    {
        List<Box> boxes = [Measure(0, _cells.Length)];
        while (boxes.Count < most)
        {
            int widest = 0;
            for (int at = 1; at < boxes.Count; at++)
            {
                if (boxes[at].Weight > boxes[widest].Weight) widest = at;
            }

            Box box = boxes[widest];
            if (box.Weight == 0) break;

            int middle = Split(box);
            boxes[widest] = Measure(box.Start, middle);
            boxes.Add(Measure(middle, box.End));
        }

        return [.. boxes.ConvertAll(box => _histogram.MeanOf(_cells, box.Start, box.End))];
    }

    private Box Measure(int start, int end)
    {
        long count = 0;
        int shift = 0, longest = 0;
        for (int at = start; at < end; at++) count += _histogram.Counts[_cells[at]];
        for (int channel = 0; channel <= 10; channel += 5)
        {
            int low = 31, high = 0;
            for (int at = start; at < end; at++)
            {
                int level = _cells[at] >> channel & 31;
                low = Math.Min(low, level);
                high = Math.Max(high, level);
            }

            if (high - low > longest) (longest, shift) = (high - low, channel);
        }

        return new Box(start, end, shift, count, (long)(Math.Sqrt(count) * longest * 16));
    }

    /// <summary>Sorts the cells of a box along its longest side; where the second half begins.</summary>
    private int Split(Box box)
    {
        for (int at = box.Start; at < box.End; at++) _keys[at] = _cells[at] >> box.Shift & 31;
        Array.Sort(_keys, _cells, box.Start, box.End - box.Start);
        long rest = box.Count / 2;
        int middle = box.Start;
        do rest -= _histogram.Counts[_cells[middle++]];
        while (rest > 0 && middle < box.End - 1);
        return middle;
    }

    private readonly struct Box(int start, int end, int shift, long count, long weight)
    {
        public int Start { get; } = start;

        public int End { get; } = end;

        /// <summary>Where the level of the longest side is in a cell's number.</summary>
        public int Shift { get; } = shift;

        public long Count { get; } = count;

        /// <summary>How much it wants to be cut; 0 where it cannot be.</summary>
        public long Weight { get; } = weight;
    }
}
