namespace ImageGen;

/// <summary>
/// Tokens that one request used, all its images together: of the image model (<c>tool_usage.image_gen</c>, or
/// <c>usage</c> of the Images API), of the mainline model (<c>usage</c>) and of the author of an SVG
/// (<c>svg_usage</c>). Each is billed at a price of its own.
/// </summary>
public sealed class AIImageUsage
{
    internal AIImageUsage(TokenCounts counts) => Counts = counts;

    /// <summary>Tokens that went into the image model.</summary>
    public long InputTokens => Counts.InputTokens;

    /// <summary>Part of <see cref="InputTokens"/> that was text.</summary>
    public long InputTextTokens => Counts.InputTextTokens;

    /// <summary>Part of <see cref="InputTokens"/> that was images.</summary>
    public long InputImageTokens => Counts.InputImageTokens;

    /// <summary>Part of <see cref="InputTextTokens"/> that the service still held, which costs less.</summary>
    public long CachedTextTokens => Counts.CachedTextTokens;

    /// <summary>Part of <see cref="InputImageTokens"/> that the service still held, which costs less.</summary>
    public long CachedImageTokens => Counts.CachedImageTokens;

    /// <summary>Tokens of the images that were drawn, partial images included (100 each).</summary>
    public long OutputTokens => Counts.OutputTokens;

    /// <summary>Part of <see cref="OutputTokens"/> that is text.</summary>
    public long OutputTextTokens => Counts.OutputTextTokens;

    /// <summary>Input and output tokens of the image model.</summary>
    public long TotalTokens => Counts.TotalTokens;

    /// <summary>Tokens that went into the mainline model.</summary>
    public long ModelInputTokens => Counts.ModelInputTokens;

    /// <summary>Part of <see cref="ModelInputTokens"/> that the service still held, which costs less.</summary>
    public long ModelCachedTokens => Counts.ModelCachedTokens;

    /// <summary>Tokens that the mainline model wrote, its reasoning included.</summary>
    public long ModelOutputTokens => Counts.ModelOutputTokens;

    /// <summary>The model that wrote the SVG; null where the answer names none.</summary>
    public string? SvgModel => Counts.SvgModel;

    /// <summary>Tokens that went into the model that wrote the SVG.</summary>
    public long SvgInputTokens => Counts.SvgInputTokens;

    /// <summary>Tokens that the model that wrote the SVG produced, its reasoning included.</summary>
    public long SvgOutputTokens => Counts.SvgOutputTokens;

    /// <summary>The image model's tokens in and out.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => $"{InputTokens} in, {OutputTokens} out";

    internal TokenCounts Counts { get; }
}
