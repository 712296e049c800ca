using System.Collections.Generic;

namespace ImageGen.Benchmarks;

/// <summary>A line of the table: who did what, what it used, and how that compares.</summary>
internal sealed record Figure(string Case, string Who)
{
    public double? Milliseconds { get; init; }

    public double? CpuMilliseconds { get; init; }

    public double? AllocatedBytes { get; init; }

    public IReadOnlyList<Comparison> Comparisons { get; init; } = [];

    public static Figure Of(
        string name, string who, Measurement measurement, params IReadOnlyList<Comparison> comparisons) =>
        new(name, who)
        {
            Milliseconds = measurement.Milliseconds,
            CpuMilliseconds = measurement.CpuMilliseconds,
            AllocatedBytes = measurement.AllocatedBytes,
            Comparisons = comparisons,
        };
}

/// <summary>A figure that counts.</summary>
/// <param name="Value">The figure.</param>
/// <param name="Unit">What it is a multiple of, or its unit.</param>
/// <param name="Target">The most that it should be; null where nothing is aimed at.</param>
internal sealed record Comparison(double Value, string Unit, double? Target = null)
{
    public bool IsMissed => Value > Target;
}
