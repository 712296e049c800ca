namespace ImageGen;

/// <summary>The tokens of one request; see <see cref="AIImageUsage"/>.</summary>
internal sealed class TokenCounts
{
    public long InputTokens { get; init; }

    public long InputTextTokens { get; init; }

    public long InputImageTokens { get; init; }

    public long OutputTokens { get; init; }

    public long TotalTokens { get; init; }

    public long ModelInputTokens { get; init; }

    public long ModelOutputTokens { get; init; }
}
