using System;
using System.Globalization;
using System.Linq;

namespace ImageGen.Models;

/// <summary>The rules for models that accept any size. All numbers are pixels, the ratio is to 1.</summary>
internal sealed class SizeRule
{
    public int Divisor { get; init; }

    public int LongestEdge { get; init; }

    public int Ratio { get; init; }

    public int LeastPixels { get; init; }

    public int MostPixels { get; init; }

    public override string ToString() => string.Format(
        CultureInfo.InvariantCulture,
        "WIDTHxHEIGHT: both divisible by {0}, longer side at most {1}, ratio at most {2}:1, {3:N0} to {4:N0} pixels",
        Divisor,
        LongestEdge,
        Ratio,
        LeastPixels,
        MostPixels);

    /// <summary>What is wrong with a size, or null.</summary>
    public string? Fault(int width, int height)
    {
        int longer = Math.Max(width, height);
        int shorter = Math.Min(width, height);
        long pixels = (long)width * height;
        return 0 switch
        {
            _ when width % Divisor != 0 || height % Divisor != 0 => $"width and height must be divisible by {Divisor}",
            _ when longer > LongestEdge => $"the longer side must be at most {LongestEdge}",
            _ when longer > shorter * (long)Ratio => $"the ratio of the sides must be at most {Ratio}:1",
            _ when pixels < LeastPixels => Invariant($"it must have at least {LeastPixels:N0} pixels"),
            _ when pixels > MostPixels => Invariant($"it must have at most {MostPixels:N0} pixels"),
            _ => null,
        };
    }

    /// <summary>The size beside it that is allowed, if there is one.</summary>
    public string? Beside(int width, int height)
    {
        (int Width, int Height)[] near =
        [
            (Near(width), Near(height)), (Below(width), Below(height)),
            (Below(width) + Divisor, Below(height) + Divisor),
        ];
        return near
            .Where(size => size is { Width: > 0, Height: > 0 } && Fault(size.Width, size.Height) is null)
            .Select(size => $"{size.Width}x{size.Height}")
            .FirstOrDefault();
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private int Below(int edge) => edge / Divisor * Divisor;

    private int Near(int edge) => Below(Math.Min(edge, LongestEdge) + Divisor / 2);
}
