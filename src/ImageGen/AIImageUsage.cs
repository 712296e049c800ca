namespace ImageGen;

/// <summary>Tokens that one request used (<c>tool_usage.image_gen</c> and <c>usage</c>).</summary>
public sealed class AIImageUsage
{
    internal AIImageUsage(TokenCounts counts) => Counts = counts;

    /// <summary>Tokens that went into the image model.</summary>
    public long InputTokens => Counts.InputTokens;

    /// <summary>Part of <see cref="InputTokens"/> that was text.</summary>
    public long InputTextTokens => Counts.InputTextTokens;

    /// <summary>Part of <see cref="InputTokens"/> that was images.</summary>
    public long InputImageTokens => Counts.InputImageTokens;

    /// <summary>Tokens of the images that were drawn, partial images included (100 each).</summary>
    public long OutputTokens => Counts.OutputTokens;

    /// <summary>Input and output tokens of the image model.</summary>
    public long TotalTokens => Counts.TotalTokens;

    /// <summary>Tokens that went into the mainline model, which are billed at its own price.</summary>
    public long ModelInputTokens => Counts.ModelInputTokens;

    /// <summary>Tokens that the mainline model wrote, which are billed at its own price.</summary>
    public long ModelOutputTokens => Counts.ModelOutputTokens;

    /// <summary>The image model's tokens in and out.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => $"{InputTokens} in, {OutputTokens} out";

    internal TokenCounts Counts { get; }
}
