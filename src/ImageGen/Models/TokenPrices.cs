namespace ImageGen.Models;

/// <summary>
/// List prices in US dollars per million tokens. Null is unknown, or of a kind that the model neither reads nor writes:
/// image prices of a mainline model, the text output of an image model.
/// </summary>
internal sealed record TokenPrices(
    decimal TextIn,
    decimal? CachedTextIn,
    decimal? ImageIn,
    decimal? CachedImageIn,
    decimal? ImageOut,
    decimal? TextOut)
{
    private const decimal Million = 1_000_000m;

    /// <summary>What the tokens of an image model cost; null without its prices.</summary>
    public decimal? CostOf(long textIn, long imageIn, long imageOut) =>
        (textIn * TextIn + imageIn * ImageIn + imageOut * ImageOut) / Million;
}
