namespace ImageGen.Models;

/// <summary>
/// List prices in US dollars per million tokens. Null is unknown, or of a kind that the model neither reads nor writes:
/// image prices of a mainline model, the text output of an image model.
/// </summary>
internal sealed class TokenPrices
{
    private const decimal Million = 1_000_000m;

    public decimal TextIn { get; init; }

    public decimal? CachedTextIn { get; init; }

    public decimal? ImageIn { get; init; }

    public decimal? CachedImageIn { get; init; }

    public decimal? ImageOut { get; init; }

    public decimal? TextOut { get; init; }

    /// <summary>What the tokens of an image model cost; null without its prices.</summary>
    public decimal? CostOf(long textIn, long imageIn, long imageOut) =>
        (textIn * TextIn + imageIn * ImageIn + imageOut * ImageOut) / Million;
}
