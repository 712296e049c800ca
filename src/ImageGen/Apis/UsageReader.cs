using ImageGen.Models;

namespace ImageGen.Apis;

/// <summary>Tokens and their price.</summary>
internal static class UsageReader
{
    /// <summary>The image model's tokens and the mainline model's; null when neither is known.</summary>
    public static TokenCounts? Read(TokenUsage? image, TokenUsage? model) => image is null && model is null
        ? null
        : new TokenCounts
        {
            InputTokens = image?.InputTokens ?? 0,
            InputTextTokens = image?.InputTokensDetails?.TextTokens ?? 0,
            InputImageTokens = image?.InputTokensDetails?.ImageTokens ?? 0,
            OutputTokens = image?.OutputTokens ?? 0,
            TotalTokens = image?.TotalTokens ?? 0,
            ModelInputTokens = model?.InputTokens ?? 0,
            ModelOutputTokens = model?.OutputTokens ?? 0,
        };

    /// <summary>List price of the image model's tokens in US dollars; null when tokens or price are unknown.</summary>
    public static decimal? Cost(TokenUsage? image, string? imageModel)
    {
        if (image is null || ModelCatalog.Find(imageModel)?.Prices is not TokenPrices prices) return null;

        long imageIn = image.InputTokensDetails?.ImageTokens ?? 0;
        long textIn = image.InputTokensDetails?.TextTokens ?? (image.InputTokens ?? 0) - imageIn;
        return prices.CostOf(textIn, imageIn, image.OutputTokens ?? 0);
    }
}
