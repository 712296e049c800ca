using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using ImageGen.Json;

namespace ImageGen.Apis;

/// <summary>Tokens that the author of an SVG used (<c>svg_usage</c>).</summary>
internal sealed class SvgUsage : IAnswerObject
{
    public string? Model { get; private set; }

    public long? InputTokens { get; private set; }

    public long? OutputTokens { get; private set; }

    public long? ReasoningTokens { get; private set; }

    public long? TotalTokens { get; private set; }

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

    public void Take(string name, ref Utf8JsonReader json)
    {
        switch (name)
        {
            case "model": Model = json.Text(); break;
            case "input_tokens": InputTokens = json.Count(); break;
            case "output_tokens": OutputTokens = json.Count(); break;
            case "reasoning_tokens": ReasoningTokens = json.Count(); break;
            case "total_tokens": TotalTokens = json.Count(); break;
        }
    }
}
