namespace ImageGen.Models;

/// <summary>List prices in US dollars per million tokens.</summary>
internal sealed record TokenPrices(
    decimal TextIn, decimal CachedTextIn, decimal ImageIn, decimal CachedImageIn, decimal ImageOut)
{
    private const decimal Million = 1_000_000m;

    public decimal CostOf(long textIn, long imageIn, long imageOut) =>
        (textIn * TextIn + imageIn * ImageIn + imageOut * ImageOut) / Million;
}
