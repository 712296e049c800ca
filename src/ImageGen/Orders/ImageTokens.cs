using System;
using System.Globalization;
using System.Linq;
using ImageGen.Files;
using ImageGen.Models;

namespace ImageGen.Orders;

/// <summary>
/// How many tokens one image will have, by model, quality and size. Partial images are not among them.
/// </summary>
internal static class ImageTokens
{
    private const string Automatic = "auto";
    private const double SquarePixels = 1024 * 1024;

    /// <summary>Sizes that the models choose by themselves.</summary>
    private static readonly string[] s_automaticSizes = ["1024x1024", "1536x1024", "1024x1536"];

    /// <summary>The tokens and what they rest on; or, with Unknown, why there is no number.</summary>
    public static (TokenRange Tokens, AIImageCostBasis Basis, string? Reason) For(
        ModelEntry model, ImageOptions options)
    {
        if (ImageFormats.Find(options.OutputFormat) is { IsRaster: false } format)
        {
            return Unknown($"no figures are known for {format.Name.ToUpperInvariant()}");
        }

        string[] sizes = IsOpen(options.Size) ? s_automaticSizes : [options.Size!];
        string[] qualities = IsOpen(options.Quality) ? AutomaticQualities(model) : [options.Quality!];
        TokenRange? all = null;
        bool isExact = sizes.Length == 1 && qualities.Length == 1;
        foreach (string quality in qualities)
        {
            foreach (string size in sizes)
            {
                if (TokensFor(model, quality, size) is not TokenRange tokens)
                {
                    return Unknown($"no figures are known for {model.Name} with quality {quality} and size {size}");
                }

                isExact &= tokens.Low == tokens.High;
                all = all?.Or(tokens) ?? tokens;
            }
        }

        TokenRange range = all!.Value;
        if (IsOpen(options.Quality) && model.MostAutomaticTokens is int most)
        {
            double area = sizes.Max(
                size => TryReadSize(size, out int width, out int height) ? (double)width * height : 0);
            range = range.Or(TokenRange.Exactly(Math.Ceiling(most * Math.Max(1, area / SquarePixels))));
        }

        return (range, !isExact ? AIImageCostBasis.Range
            : model.QualityAxes.Count > 0 ? AIImageCostBasis.Formula
            : AIImageCostBasis.Table, null);
    }

    /// <summary>Width and height in pixels of a size as in <c>1536x1024</c>.</summary>
    public static bool TryReadSize(string? size, out int width, out int height)
    {
        height = 0;
        string[] edges = (size ?? string.Empty).Split('x', 'X');
        return TryReadEdge(edges[0], out width) && edges.Length == 2 && TryReadEdge(edges[1], out height);
    }

    private static TokenRange? TokensFor(ModelEntry model, string quality, string size)
    {
        if (model.TokensPerImage.TryGetValue($"{quality} {size}", out int published) && model.QualityAxes.Count == 0)
        {
            return TokenRange.Exactly(published);
        }

        if (!model.QualityAxes.TryGetValue(quality, out int axis) || !TryReadSize(size, out int width, out int height))
        {
            return null;
        }

        double tokens = Formula(axis, width, height);
        return model.QualityFactors.TryGetValue(quality, out decimal factor)
            ? new TokenRange(tokens * 3, Math.Ceiling(tokens * 3.5), Math.Ceiling(tokens * (double)factor))
            : TokenRange.Exactly(tokens);
    }

    /// <summary>
    /// The vendor's calculator: a grid as fine as the quality, of the image's ratio, that grows with its pixels.
    /// </summary>
    private static double Formula(int axis, int width, int height)
    {
        double ratio = (double)Math.Min(width, height) / Math.Max(width, height);
        double other = Math.Round(axis * ratio, MidpointRounding.AwayFromZero);
        return Math.Ceiling(axis * other * (2_000_000 + (double)width * height) / 4_000_000);
    }

    /// <summary>The qualities that may be chosen, the likely one first.</summary>
    private static string[] AutomaticQualities(ModelEntry model) =>
        model.Options?.Qualities.Contains("xhigh") == true ? ["high", "medium", "low"] : ["medium", "high", "low"];

    private static bool IsOpen(string? value) =>
        value is null || value.Equals(Automatic, StringComparison.OrdinalIgnoreCase);

    private static bool TryReadEdge(string edge, out int pixels) =>
        int.TryParse(edge, NumberStyles.None, CultureInfo.InvariantCulture, out pixels) && pixels > 0;

    private static (TokenRange, AIImageCostBasis, string?) Unknown(string reason) =>
        (default, AIImageCostBasis.Unknown, reason);
}
