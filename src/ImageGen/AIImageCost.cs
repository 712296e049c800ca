using System;

namespace ImageGen;

/// <summary>
/// What images cost, or will cost, at list price. All amounts are US dollars. After the fact <see cref="Low"/>,
/// <see cref="Expected"/> and <see cref="High"/> are equal; before it they bound what the service is going to count.
/// </summary>
public sealed class AIImageCost
{
    /// <summary>What is summed here: a group, or the prompt of one row; null for the sum of everything.</summary>
    public string? Name { get; internal set; }

    /// <summary>Number of images.</summary>
    public long Images { get; internal init; }

    /// <summary>Number of requests that are billed.</summary>
    public long Requests { get; internal init; }

    /// <summary>The least that it costs; null when it is unknown.</summary>
    public decimal? Low { get; internal init; }

    /// <summary>The likely cost; null when it is unknown.</summary>
    public decimal? Expected { get; internal init; }

    /// <summary>
    /// The most that it costs, which is what <c>-MaxCost</c> reserves; null when it has no upper end.
    /// </summary>
    public decimal? High { get; internal init; }

    /// <summary>The image model's part of <see cref="Expected"/>; null when it is unknown.</summary>
    public decimal? ImageCost { get; internal init; }

    /// <summary>
    /// The part of <see cref="Expected"/> that the mainline model, and the author of an SVG, are billed; null when it
    /// is unknown.
    /// </summary>
    public decimal? ModelCost { get; internal init; }

    /// <summary>Tokens of all models; null when they are unknown.</summary>
    public long? Tokens { get; internal init; }

    /// <summary>Images among <see cref="Images"/> that <c>-Resume</c> found done; the amounts leave them out.</summary>
    public long Resumed { get; internal init; }

    /// <summary>
    /// Part of <see cref="High"/> that is only reserved: of requests whose process died or whose result is unknown.
    /// </summary>
    public decimal Unsettled { get; internal init; }

    /// <summary>What the amounts rest on; of a sum the weakest of its parts.</summary>
    public AIImageCostBasis Basis { get; internal init; }

    /// <summary>The day on which the prices were read; of several the oldest. Null where none is known.</summary>
    public DateTime? PriceDate { get; internal init; }

    /// <summary>Why an amount is unknown; null when all are known.</summary>
    public string? Reason { get; internal init; }

    /// <summary>The amount, or its bounds.</summary>
    /// <returns>A short text.</returns>
    public override string ToString()
    {
        if (High is null) return $"unknown: {Reason}";

        string low = Show(Low);
        string high = Show(High);
        return low == high ? $"{high} USD" : $"{low} to {high} USD";
    }

    private static string Show(decimal? amount) => FormattableString.Invariant($"{amount:0.0000}");
}
