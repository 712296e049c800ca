using System;

namespace ImageGen;

/// <summary>
/// What images cost, or will cost, at list price. All amounts are US dollars. For a finished request <see cref="Low"/>,
/// <see cref="Expected"/> and <see cref="High"/> are equal; for a plan they are the bounds of the cost.
/// </summary>
public sealed class AIImageCost
{
    /// <summary>What is summed here: a group, or the prompt of one row; null for the sum of everything.</summary>
    public string? Name { get; internal set; }

    /// <summary>Number of images.</summary>
    public long Images { get; internal init; }

    /// <summary>Number of requests that are billed.</summary>
    public long Requests { get; internal init; }

    /// <summary>Lowest possible cost; null if unknown.</summary>
    public decimal? Low { get; internal init; }

    /// <summary>Expected cost; null if unknown.</summary>
    public decimal? Expected { get; internal init; }

    /// <summary>Highest possible cost, which <c>-MaxCost</c> reserves; null if there is no upper bound.</summary>
    public decimal? High { get; internal init; }

    /// <summary>The image model's part of <see cref="Expected"/>; null when it is unknown.</summary>
    public decimal? ImageCost { get; internal init; }

    /// <summary>
    /// The part of <see cref="Expected"/> for the mainline model and the author of an SVG; null if unknown.
    /// </summary>
    public decimal? ModelCost { get; internal init; }

    /// <summary>Tokens of all models; null when they are unknown.</summary>
    public long? Tokens { get; internal init; }

    /// <summary>
    /// Images among <see cref="Images"/> that <c>-Resume</c> found complete; the amounts do not include them.
    /// </summary>
    public long Resumed { get; internal init; }

    /// <summary>
    /// Part of <see cref="High"/> that is only reserved, for requests whose process ended early or whose result is
    /// unknown.
    /// </summary>
    public decimal Unsettled { get; internal init; }

    /// <summary>How the amounts were found; for a sum, the least exact of its parts.</summary>
    public AIImageCostBasis Basis { get; internal init; }

    /// <summary>The date of the prices; for several, the oldest. Null if none is known.</summary>
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
