using System;

namespace ImageGen.Models;

/// <summary>
/// What the tokens of one request cost at list price, in US dollars: all of them, or nothing. A sum without one of its
/// parts would pass for the whole.
/// </summary>
internal sealed class RequestCost
{
    private RequestCost(decimal? image, decimal? model, string? reason)
    {
        Image = image;
        Model = model;
        Reason = reason;
    }

    /// <summary>The image model's part.</summary>
    public decimal? Image { get; }

    /// <summary>The part of the mainline model and of the author of an SVG.</summary>
    public decimal? Model { get; }

    /// <summary>The whole; null when a part is unknown.</summary>
    public decimal? Total => Image + Model;

    /// <summary>Why the whole is unknown; null when it is known.</summary>
    public string? Reason { get; }

    public static RequestCost FromTokens(TokenCounts? counts, string? imageModel, string? model)
    {
        if (counts is null) return new RequestCost(null, null, "the answer has no token counts");

        (decimal? image, string? imageReason) = OfImage(counts, imageModel);
        (decimal? mainline, string? modelReason) = OfModel(counts, model);
        (decimal? svg, string? svgReason) = OfSvg(counts, model);
        return new RequestCost(image, mainline + svg, imageReason ?? modelReason ?? svgReason);
    }

    /// <summary>One of the equal shares of an amount; together they are the amount, to the last digit.</summary>
    /// <param name="amount">What is shared.</param>
    /// <param name="number">Which share, from 0.</param>
    /// <param name="shares">How many there are.</param>
    public static decimal? ShareOf(decimal? amount, int number, int shares) =>
        UpTo(amount, number + 1, shares) - UpTo(amount, number, shares);

    private static decimal? UpTo(decimal? amount, int number, int shares) =>
        amount is decimal whole ? number == shares ? whole : Math.Round(whole * number / shares, 10) : null;

    private static (decimal? Cost, string? Reason) OfImage(TokenCounts counts, string? model)
    {
        if (counts.LacksImageTokens) return (null, "the answer has no token counts of the image model");
        if (counts.TotalTokens + counts.InputTokens + counts.OutputTokens == 0) return (0, null);
        if (ModelCatalog.Find(model)?.Prices is not TokenPrices prices) return (null, Unpriced(model));

        if (counts.OutputTextTokens > 0 && prices.TextOut is null)
        {
            return (null, $"the price of the text that {model} wrote is unknown");
        }

        decimal? cost = prices.CostOf(
            counts.InputTextTokens - counts.CachedTextTokens,
            counts.CachedTextTokens,
            counts.InputImageTokens - counts.CachedImageTokens,
            counts.CachedImageTokens,
            counts.OutputTokens - counts.OutputTextTokens,
            counts.OutputTextTokens);
        return (cost, cost is null ? $"a price of {model} is unknown" : null);
    }

    private static (decimal? Cost, string? Reason) OfModel(TokenCounts counts, string? model)
    {
        if (model is null) return (0, null);
        if (counts.LacksModelTokens) return (null, "the answer has no token counts of the mainline model");
        if (PriceTier.Factor(counts.ServiceTier) is not decimal tier)
        {
            return (null, $"the price of the service tier '{counts.ServiceTier}' is unknown");
        }

        (decimal? cost, string? reason) =
            OfText(model, counts.ModelInputTokens, counts.ModelCachedTokens, counts.ModelOutputTokens);
        return (cost * tier, reason);
    }

    private static (decimal? Cost, string? Reason) OfSvg(TokenCounts counts, string? model)
    {
        if (counts.LacksSvgTokens) return (null, "the answer has no token counts of the SVG author");

        return counts.SvgInputTokens + counts.SvgOutputTokens == 0
            ? (0, null)
            : OfText(counts.SvgModel ?? model, counts.SvgInputTokens, cached: 0, counts.SvgOutputTokens);
    }

    private static (decimal? Cost, string? Reason) OfText(string? model, long input, long cached, long output)
    {
        if (ModelCatalog.Find(model)?.Prices is not TokenPrices prices) return (null, Unpriced(model));

        decimal? cost = prices.CostOfText(input - cached, cached, output);
        return (cost, cost is null ? $"the price of cached tokens of {model} is unknown" : null);
    }

    private static string Unpriced(string? model) =>
        model is null ? "the answer does not name the model" : $"the price of {model} is unknown";
}
