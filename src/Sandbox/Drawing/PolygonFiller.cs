using System;

namespace ImageGen.Sandbox.Drawing;

/// <summary>
/// Turns a polygon into rows of pixel coverage, smooth at the edges: four lines of samples to a row, each exact to a
/// 16th of a pixel along the row. Even-odd rule, whole numbers throughout.
/// </summary>
internal sealed class PolygonFiller(int width, int height)
{
    public const int FullCoverage = LinesPerRow * Point.Unit;

    private const int LinesPerRow = 4;
    private readonly int[] _changes = new int[width + 2];
    private int[] _crossings = new int[64];
    private Point[] _points = [];
    private int _row;
    private int _lastRow;

    /// <summary>Of the row just delivered: 0 to <see cref="FullCoverage"/> for each pixel.</summary>
    public int[] Coverage { get; } = new int[width + 2];

    public void Begin(Point[] points)
    {
        int top = int.MaxValue;
        int bottom = int.MinValue;
        foreach (Point point in points)
        {
            top = Math.Min(top, point.Y);
            bottom = Math.Max(bottom, point.Y);
        }

        _points = points;
        _row = Math.Max(0, top / Point.Unit);
        _lastRow = Math.Min(height - 1, bottom / Point.Unit);
        if (_crossings.Length < points.Length) _crossings = new int[points.Length];
    }

    public bool NextRow(out int y, out int from, out int to)
    {
        y = _row;
        from = width;
        to = 0;
        if (_row > _lastRow) return false;

        for (int line = 0; line < LinesPerRow; line++)
        {
            int count = FindCrossings(_row * Point.Unit + line * (Point.Unit / LinesPerRow) + 2);
            for (int index = 0; index + 1 < count; index += 2)
            {
                AddSpan(_crossings[index], _crossings[index + 1], ref from, ref to);
            }
        }

        SumUp(from, to);
        _row++;
        return true;
    }

    private int FindCrossings(int y)
    {
        int count = 0;
        Point previous = _points[_points.Length - 1];
        foreach (Point point in _points)
        {
            if (previous.Y <= y != point.Y <= y)
            {
                long run = (long)(y - previous.Y) * (point.X - previous.X) / (point.Y - previous.Y);
                Insert(previous.X + (int)run, count++);
            }

            previous = point;
        }

        return count;
    }

    private void Insert(int crossing, int count)
    {
        int place = count;
        while (place > 0 && _crossings[place - 1] > crossing)
        {
            _crossings[place] = _crossings[place - 1];
            place--;
        }

        _crossings[place] = crossing;
    }

    private void AddSpan(int start, int end, ref int from, ref int to)
    {
        start = Math.Max(0, start);
        end = Math.Min(width * Point.Unit, end);
        if (start >= end) return;

        int first = start / Point.Unit;
        int last = end / Point.Unit;
        int startPart = start % Point.Unit;
        int endPart = end % Point.Unit;
        _changes[first] += Point.Unit - startPart;
        _changes[first + 1] += startPart;
        _changes[last] -= Point.Unit - endPart;
        _changes[last + 1] -= endPart;
        from = Math.Min(from, first);
        to = Math.Max(to, Math.Min(width, last + 1));
    }

    private void SumUp(int from, int to)
    {
        int sum = 0;
        for (int x = from; x < to; x++)
        {
            sum += _changes[x];
            Coverage[x] = sum;
            _changes[x] = 0;
        }

        Array.Clear(_changes, to, Math.Min(2, _changes.Length - to));
    }
}
