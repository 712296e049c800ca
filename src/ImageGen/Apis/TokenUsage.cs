using System.Text.Json.Serialization;
using ImageGen.Json;

namespace ImageGen.Apis;

/// <summary>Tokens that a model used.</summary>
internal sealed class TokenUsage
{
    public long? InputTokens { get; init; }

    [JsonConverter(typeof(LenientObject<InputTokenDetails>))]
    public InputTokenDetails? InputTokensDetails { get; init; }

    public long? OutputTokens { get; init; }

    public long? TotalTokens { get; init; }
}

/// <summary>What kind the input tokens were.</summary>
internal sealed class InputTokenDetails
{
    public long? TextTokens { get; init; }

    public long? ImageTokens { get; init; }
}

/// <summary>Tokens that the hosted tools used, apart from the mainline model's.</summary>
internal sealed class ToolUsage
{
    [JsonConverter(typeof(LenientObject<TokenUsage>))]
    public TokenUsage? ImageGen { get; init; }
}
