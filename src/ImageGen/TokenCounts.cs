namespace ImageGen;

/// <summary>The tokens of one request; see <see cref="AIImageUsage"/>.</summary>
internal sealed class TokenCounts
{
    public long InputTokens { get; init; }

    public long InputTextTokens { get; init; }

    public long InputImageTokens { get; init; }

    public long CachedTextTokens { get; init; }

    public long CachedImageTokens { get; init; }

    public long OutputTokens { get; init; }

    public long OutputTextTokens { get; init; }

    public long TotalTokens { get; init; }

    public long ModelInputTokens { get; init; }

    public long ModelCachedTokens { get; init; }

    public long ModelOutputTokens { get; init; }

    public string? SvgModel { get; init; }

    public long SvgInputTokens { get; init; }

    public long SvgOutputTokens { get; init; }

    /// <summary>Tokens of all models, in and out.</summary>
    public long AllTokens => InputTokens + OutputTokens + ModelInputTokens + ModelOutputTokens
        + SvgInputTokens + SvgOutputTokens;

    /// <summary>The tier that the mainline model was billed in; null where the answer does not say.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>True where the answer did not count the image model's tokens.</summary>
    public bool LacksImageTokens { get; init; }

    /// <summary>True where the answer did not count the mainline model's tokens although there is one.</summary>
    public bool LacksModelTokens { get; init; }

    /// <summary>True where the answer did not count the tokens of the author of an SVG.</summary>
    public bool LacksSvgTokens { get; init; }
}
