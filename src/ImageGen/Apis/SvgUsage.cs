using System.Collections.Generic;
using System.Linq;

namespace ImageGen.Apis;

/// <summary>Tokens that the author of an SVG used (<c>svg_usage</c>).</summary>
internal sealed class SvgUsage
{
    public string? Model { get; init; }

    public long? InputTokens { get; init; }

    public long? OutputTokens { get; init; }

    public long? ReasoningTokens { get; init; }

    public long? TotalTokens { get; init; }

    /// <summary>
    /// What the author wrote and thought; the total tells whether the thoughts are part of the output.
    /// </summary>
    internal long AllOutputTokens
    {
        get
        {
            long output = OutputTokens ?? 0;
            long reasoning = ReasoningTokens ?? 0;
            return TotalTokens == (InputTokens ?? 0) + output + reasoning ? output + reasoning : output;
        }
    }

    /// <summary>All of a request's together; null where there are none.</summary>
    public static SvgUsage? Sum(IEnumerable<SvgUsage?> usages)
    {
        List<SvgUsage> known = [.. usages.OfType<SvgUsage>()];
        return known.Count == 0 ? null : new SvgUsage
        {
            Model = known[0].Model,
            InputTokens = known.Sum(usage => usage.InputTokens ?? 0),
            OutputTokens = known.Sum(usage => usage.AllOutputTokens),
        };
    }
}
