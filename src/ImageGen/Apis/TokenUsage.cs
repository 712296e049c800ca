using System.Text.Json.Serialization;
using ImageGen.Json;

namespace ImageGen.Apis;

/// <summary>Tokens that a model used.</summary>
internal sealed class TokenUsage
{
    public long? InputTokens { get; init; }

    [JsonConverter(typeof(LenientObject<TokenDetails>))]
    public TokenDetails? InputTokensDetails { get; init; }

    /// <summary>Part of the input tokens that the service still held.</summary>
    public long? CachedTokens { get; init; }

    [JsonConverter(typeof(LenientObject<CachedTokenDetails>))]
    public CachedTokenDetails? CachedTokensDetails { get; init; }

    public long? OutputTokens { get; init; }

    [JsonConverter(typeof(LenientObject<TokenDetails>))]
    public TokenDetails? OutputTokensDetails { get; init; }

    public long? TotalTokens { get; init; }
}

/// <summary>What kind the tokens of one direction were.</summary>
internal sealed class TokenDetails
{
    public long? TextTokens { get; init; }

    public long? ImageTokens { get; init; }

    /// <summary>On input only.</summary>
    public long? CachedTokens { get; init; }

    /// <summary>On input only.</summary>
    [JsonConverter(typeof(LenientObject<CachedTokenDetails>))]
    public CachedTokenDetails? CachedTokensDetails { get; init; }
}

/// <summary>What kind the cached tokens were.</summary>
internal sealed class CachedTokenDetails
{
    public long? CachedTextTokens { get; init; }

    public long? CachedImageTokens { get; init; }

    /// <summary>The same without the prefix, as mainline models name it.</summary>
    public long? TextTokens { get; init; }

    /// <summary>Likewise.</summary>
    public long? ImageTokens { get; init; }
}

/// <summary>Tokens that the hosted tools used, apart from the mainline model's.</summary>
internal sealed class ToolUsage
{
    [JsonConverter(typeof(LenientObject<TokenUsage>))]
    public TokenUsage? ImageGen { get; init; }
}
