namespace ImageGen;

/// <summary>
/// Tokens that one request used for all its images: of the image model (<c>tool_usage.image_gen</c>, or <c>usage</c> of
/// the Images API), of the mainline model (<c>usage</c>) and of the author of an SVG (<c>svg_usage</c>). Each has its
/// own price.
/// </summary>
public sealed class AIImageUsage
{
    internal AIImageUsage(TokenCounts counts) => Counts = counts;

    /// <summary>Input tokens of the image model.</summary>
    public long InputTokens => Counts.InputTokens;

    /// <summary>Part of <see cref="InputTokens"/> that was text.</summary>
    public long InputTextTokens => Counts.InputTextTokens;

    /// <summary>Part of <see cref="InputTokens"/> that was images.</summary>
    public long InputImageTokens => Counts.InputImageTokens;

    /// <summary>Part of <see cref="InputTextTokens"/> that was cached at the service, which costs less.</summary>
    public long CachedTextTokens => Counts.CachedTextTokens;

    /// <summary>Part of <see cref="InputImageTokens"/> that was cached at the service, which costs less.</summary>
    public long CachedImageTokens => Counts.CachedImageTokens;

    /// <summary>Output tokens of the image model, including partial images (100 each).</summary>
    public long OutputTokens => Counts.OutputTokens;

    /// <summary>Part of <see cref="OutputTokens"/> that is text.</summary>
    public long OutputTextTokens => Counts.OutputTextTokens;

    /// <summary>Input and output tokens of the image model.</summary>
    public long TotalTokens => Counts.TotalTokens;

    /// <summary>Input tokens of the mainline model.</summary>
    public long ModelInputTokens => Counts.ModelInputTokens;

    /// <summary>Part of <see cref="ModelInputTokens"/> that was cached at the service, which costs less.</summary>
    public long ModelCachedTokens => Counts.ModelCachedTokens;

    /// <summary>Output tokens of the mainline model, including reasoning.</summary>
    public long ModelOutputTokens => Counts.ModelOutputTokens;

    /// <summary>The model that wrote the SVG; null if the answer does not name one.</summary>
    public string? SvgModel => Counts.SvgModel;

    /// <summary>Input tokens of the model that wrote the SVG.</summary>
    public long SvgInputTokens => Counts.SvgInputTokens;

    /// <summary>Output tokens of the model that wrote the SVG, including reasoning.</summary>
    public long SvgOutputTokens => Counts.SvgOutputTokens;

    /// <summary>Input and output tokens of the image model.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => $"{InputTokens} in, {OutputTokens} out";

    internal TokenCounts Counts { get; }
}
