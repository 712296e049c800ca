using System;

namespace ImageGen.Apis;

/// <summary>Turns the counts of an answer into the tokens that are billed.</summary>
internal sealed class UsageReader
{
    /// <summary>Tokens of the image model.</summary>
    public TokenUsage? Image { get; init; }

    /// <summary>Tokens of the mainline model.</summary>
    public TokenUsage? Model { get; init; }

    /// <summary>Tokens of the author of an SVG.</summary>
    public SvgUsage? Svg { get; init; }

    /// <summary>True where a mainline model was at work, and so is billed.</summary>
    public bool HasModel { get; init; }

    /// <summary>True where an SVG was written, whose author is billed.</summary>
    public bool HasSvg { get; init; }

    /// <summary>The tier that the answer names.</summary>
    public string? Tier { get; init; }

    /// <summary>The tokens of the request; null when the answer counts none.</summary>
    /// <param name="show">Cleans text from outside for display.</param>
    public TokenCounts? Read(Func<string?, string?> show)
    {
        if (Image is null && Model is null && Svg is null) return null;

        long imageIn = Count(Image?.InputTokensDetails?.ImageTokens);
        long textIn = Count(Image?.InputTokensDetails?.TextTokens ?? Count(Image?.InputTokens) - imageIn);
        (long cachedText, long cachedImage) = Cached(textIn, imageIn);
        return new TokenCounts
        {
            InputTokens = Count(Image?.InputTokens),
            InputTextTokens = textIn,
            InputImageTokens = imageIn,
            CachedTextTokens = cachedText,
            CachedImageTokens = cachedImage,
            OutputTokens = Count(Image?.OutputTokens),
            OutputTextTokens = Math.Min(Count(Image?.OutputTokensDetails?.TextTokens), Count(Image?.OutputTokens)),
            TotalTokens = Count(Image?.TotalTokens),
            ModelInputTokens = Count(Model?.InputTokens),
            ModelCachedTokens = Math.Min(Count(Model?.InputTokensDetails?.CachedTokens), Count(Model?.InputTokens)),
            ModelOutputTokens = Count(Model?.OutputTokens),
            SvgModel = show(Svg?.Model),
            SvgInputTokens = Count(Svg?.InputTokens),
            SvgOutputTokens = Count(Svg?.AllOutputTokens),
            ServiceTier = show(Tier),
            LacksImageTokens = Image is null && Svg is null,
            LacksModelTokens = HasModel && Model is null,
            LacksSvgTokens = HasSvg && Svg is null,
        };
    }

    /// <summary>
    /// How much of text and images was cached. Where only the sum is known it is taken for text first, which
    /// saves less.
    /// </summary>
    private (long Text, long Image) Cached(long textIn, long imageIn)
    {
        CachedTokenDetails? details = Image?.CachedTokensDetails ?? Image?.InputTokensDetails?.CachedTokensDetails;
        long all = Count(Image?.CachedTokens ?? Image?.InputTokensDetails?.CachedTokens);
        long? image = details?.CachedImageTokens ?? details?.ImageTokens;
        long? text = details?.CachedTextTokens ?? details?.TextTokens;
        long cachedText = Math.Min(textIn, Count(text ?? all - Count(image)));
        return (cachedText, Math.Min(imageIn, Count(image ?? all - cachedText)));
    }

    private static long Count(long? tokens) => Math.Max(0, tokens ?? 0);
}
