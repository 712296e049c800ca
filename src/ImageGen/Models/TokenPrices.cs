namespace ImageGen.Models;

/// <summary>
/// List prices in US dollars per million tokens. Null is unknown, or of a kind that the model neither reads nor writes:
/// image prices of a mainline model, the text output of an image model.
/// </summary>
internal sealed class TokenPrices
{
    private const decimal Million = 1_000_000m;
    private const long LongContext = 272_000;

    public decimal TextIn { get; init; }

    public decimal? CachedTextIn { get; init; }

    public decimal? ImageIn { get; init; }

    public decimal? CachedImageIn { get; init; }

    public decimal? ImageOut { get; init; }

    public decimal? TextOut { get; init; }

    /// <summary>What the tokens of an image model cost; null when one of their prices is unknown.</summary>
    public decimal? CostOf(
        long textIn, long cachedTextIn, long imageIn, long cachedImageIn, long imageOut, long textOut = 0) =>
        (Price(textIn, TextIn) + Price(cachedTextIn, CachedTextIn) + Price(imageIn, ImageIn)
            + Price(cachedImageIn, CachedImageIn) + Price(imageOut, ImageOut) + Price(textOut, TextOut)) / Million;

    /// <summary>What the tokens of a mainline model cost; a long context makes all of them dearer.</summary>
    public decimal? CostOfText(long input, long cachedInput, long output)
    {
        bool isLong = input + cachedInput > LongContext;
        decimal? read = Price(input, TextIn) + Price(cachedInput, CachedTextIn);
        return (read * (isLong ? 2m : 1m) + Price(output, TextOut) * (isLong ? 1.5m : 1m)) / Million;
    }

    private static decimal? Price(long tokens, decimal? price) => tokens == 0 ? 0 : tokens * price;
}
