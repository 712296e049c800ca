using System.Text.Json;
using ImageGen.Json;

namespace ImageGen.Apis;

/// <summary>Tokens that a model used.</summary>
internal sealed class TokenUsage : IAnswerObject
{
    public long? InputTokens { get; private set; }

    public TokenDetails? InputTokensDetails { get; private set; }

    /// <summary>Part of the input tokens that the service still held.</summary>
    public long? CachedTokens { get; private set; }

    public CachedTokenDetails? CachedTokensDetails { get; private set; }

    public long? OutputTokens { get; private set; }

    public TokenDetails? OutputTokensDetails { get; private set; }

    public long? TotalTokens { get; private set; }

    public void Take(string name, ref Utf8JsonReader json)
    {
        switch (name)
        {
            case "input_tokens": InputTokens = json.Count(); break;
            case "input_tokens_details": InputTokensDetails = json.Object<TokenDetails>(); break;
            case "cached_tokens": CachedTokens = json.Count(); break;
            case "cached_tokens_details": CachedTokensDetails = json.Object<CachedTokenDetails>(); break;
            case "output_tokens": OutputTokens = json.Count(); break;
            case "output_tokens_details": OutputTokensDetails = json.Object<TokenDetails>(); break;
            case "total_tokens": TotalTokens = json.Count(); break;
        }
    }
}

/// <summary>What kind the tokens of one direction were.</summary>
internal sealed class TokenDetails : IAnswerObject
{
    public long? TextTokens { get; private set; }

    public long? ImageTokens { get; private set; }

    /// <summary>On input only.</summary>
    public long? CachedTokens { get; private set; }

    /// <summary>On input only.</summary>
    public CachedTokenDetails? CachedTokensDetails { get; private set; }

    public void Take(string name, ref Utf8JsonReader json)
    {
        switch (name)
        {
            case "text_tokens": TextTokens = json.Count(); break;
            case "image_tokens": ImageTokens = json.Count(); break;
            case "cached_tokens": CachedTokens = json.Count(); break;
            case "cached_tokens_details": CachedTokensDetails = json.Object<CachedTokenDetails>(); break;
        }
    }
}

/// <summary>What kind the cached tokens were.</summary>
internal sealed class CachedTokenDetails : IAnswerObject
{
    public long? CachedTextTokens { get; private set; }

    public long? CachedImageTokens { get; private set; }

    /// <summary>The same without the prefix, as mainline models name it.</summary>
    public long? TextTokens { get; private set; }

    /// <summary>Likewise.</summary>
    public long? ImageTokens { get; private set; }

    public void Take(string name, ref Utf8JsonReader json)
    {
        switch (name)
        {
            case "cached_text_tokens": CachedTextTokens = json.Count(); break;
            case "cached_image_tokens": CachedImageTokens = json.Count(); break;
            case "text_tokens": TextTokens = json.Count(); break;
            case "image_tokens": ImageTokens = json.Count(); break;
        }
    }
}

/// <summary>Tokens that the hosted tools used, apart from the mainline model's.</summary>
internal sealed class ToolUsage : IAnswerObject
{
    public TokenUsage? ImageGen { get; private set; }

    public void Take(string name, ref Utf8JsonReader json)
    {
        switch (name)
        {
            case "image_gen": ImageGen = json.Object<TokenUsage>(); break;
        }
    }
}
