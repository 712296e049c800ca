using System;
using ImageGen.Models;

namespace ImageGen.Orders;

/// <summary>
/// What an order will cost at list price, before it is sent. It is pure: the same order has the same estimate. Where a
/// figure is missing it says so instead of guessing.
/// </summary>
internal sealed class CostEstimate
{
    /// <summary>What list prices are multiplied by in a batch.</summary>
    public const decimal BatchFactor = 0.5m;

    private const int TokensPerPartial = 100;

    private readonly ImageOrder _order;
    private readonly ModelEntry? _image;
    private readonly ModelEntry? _model;
    private readonly decimal _factor;
    private readonly TokenRange _drawn;
    private readonly TokenRange _text;
    private readonly TokenRange _sources;
    private readonly TokenRange _read;
    private readonly TokenRange _written;
    private readonly AIImageCostBasis _basis;
    private readonly string? _reason;

    private CostEstimate(ImageOrder order, decimal factor)
    {
        _order = order;
        _factor = factor;
        _image = ModelCatalog.Find(order.Service.PricedModel(ModelKind.Image, order.Options.ImageModel));
        _model = ModelCatalog.Find(order.Service.PricedModel(ModelKind.Mainline, order.Model));
        _reason = Unpriced;
        if (_reason is null) (_drawn, _basis, _reason) = ImageTokens.For(_image!, order.Options);
        if (_reason is not null)
        {
            _basis = AIImageCostBasis.Unknown;
            return;
        }

        int partials = order.Stream ? TokensPerPartial * (order.Options.PartialImages ?? 0) : 0;
        _drawn = (_drawn + new TokenRange(0, partials, partials)) * order.Count;
        _text = InputTokens.Text(order) * order.Count;
        _sources = InputTokens.SourceImages(order, hasPatches: _image!.QualityAxes.Count > 0) * order.Count;
        if (order.Model is null) return;

        _read = InputTokens.Model(order) * order.Count;
        _written = InputTokens.Answer * order.Count;
        if (_read.High is not null) return;

        _basis = AIImageCostBasis.Unknown;
        _reason = "the length of the continued conversation is unknown";
    }

    /// <summary>The estimate of an order.</summary>
    /// <param name="order">What is asked for.</param>
    /// <param name="factor">What list prices are multiplied by: a half in a batch.</param>
    public static AIImageCost For(ImageOrder order, decimal factor = 1) => new CostEstimate(order, factor).ToCost();

    private string? Unpriced =>
        _image?.Prices?.ImageOut is null ? $"the price of '{_order.Options.ImageModel}' is unknown"
        : _order.Model is not null && _model?.Prices?.TextOut is null ? $"the price of '{_order.Model}' is unknown"
        : null;

    private AIImageCost ToCost()
    {
        bool isPriced = _image?.Prices is not null && _drawn.Expected > 0;
        decimal? image = isPriced ? ImageCost(_text.Expected, _sources.Expected, _drawn.Expected) : null;
        decimal? model = isPriced ? ModelCost(_read.Expected, _written.Expected) : null;
        bool isBounded = _basis != AIImageCostBasis.Unknown;
        return new AIImageCost
        {
            Images = _order.Count,
            Requests = (_order.Count + _order.ImagesPerRequest - 1) / _order.ImagesPerRequest,
            Low = isPriced ? Least() : null,
            Expected = image + model,
            High = isBounded
                ? ImageCost(_text.High, _sources.High, _drawn.High) + ModelCost(_read.High, _written.High)
                : null,
            ImageCost = image,
            ModelCost = model,
            Tokens = isPriced
                ? Whole(_text.Expected + _sources.Expected + _drawn.Expected + _read.Expected + _written.Expected)
                : null,
            Basis = _basis,
            PriceDate = _image?.AsOf is DateTime read && _model?.AsOf is DateTime other && other < read
                ? other
                : _image?.AsOf,
            Reason = _reason,
        };
    }

    private decimal? ImageCost(double? text, double? sources, double? drawn) =>
        _image!.Prices!.CostOf(Whole(text), 0, Whole(sources), 0, Whole(drawn)) * _factor;

    private decimal? ModelCost(double? read, double? written) => _model is null
        ? 0
        : _model.Prices!.CostOfText(Whole(read), 0, Whole(written)) * _factor;

    /// <summary>As if the service still held all that is sent.</summary>
    private decimal? Least()
    {
        TokenPrices image = _image!.Prices!;
        decimal? drawn = image.CostOf(0, Whole(_text.Low), 0, Whole(_sources.Low), Whole(_drawn.Low))
            ?? image.CostOf(0, 0, 0, 0, Whole(_drawn.Low));
        decimal? written = _model is null ? 0
            : _model.Prices!.CostOfText(0, Whole(_read.Low), Whole(_written.Low))
                ?? _model.Prices.CostOfText(0, 0, Whole(_written.Low));
        return (drawn + written) * _factor;
    }

    private static long Whole(double? tokens) => (long)Math.Ceiling(tokens ?? 0);
}
