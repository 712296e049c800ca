using System;

namespace ImageGen.Pixels;

/// <summary>For each new row or column, which old ones it covers, and what share each has of it.</summary>
internal sealed class ScaleAxis
{
    private readonly int[] _starts;
    private readonly int[] _offsets;
    private readonly float[] _weights;

    public ScaleAxis(int source, int target)
    {
        _starts = new int[target];
        _offsets = new int[target + 1];
        double step = (double)source / target;
        _weights = new float[target * ((int)Math.Ceiling(step) + 1)];
        int count = 0;
        for (int at = 0; at < target; at++)
        {
            double start = at * step;
            double end = Math.Min(source, start + step);
            _starts[at] = Math.Min(source - 1, (int)start);
            for (int old = _starts[at]; old < end; old++)
            {
                _weights[count++] = (float)((Math.Min(end, old + 1) - Math.Max(start, old)) / step);
            }

            _offsets[at + 1] = count;
        }
    }

    /// <summary>The first that it covers.</summary>
    public int StartOf(int at) => _starts[at];

    /// <summary>The shares from there on; together 1.</summary>
    public ReadOnlySpan<float> WeightsOf(int at) =>
        _weights.AsSpan(_offsets[at], _offsets[at + 1] - _offsets[at]);
}
