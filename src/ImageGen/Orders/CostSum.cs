using System;
using System.Collections.Generic;

namespace ImageGen.Orders;

/// <summary>Adds up what images cost, in as much memory for a million as for one.</summary>
internal sealed class CostSum
{
    private long _images;
    private long _requests;
    private long _resumed;
    private decimal _low;
    private decimal? _expected = 0;
    private decimal? _high = 0;
    private decimal? _image = 0;
    private decimal? _model = 0;
    private decimal _unsettled;
    private long? _tokens = 0;
    private AIImageCostBasis _basis;
    private DateTime? _priceDate;
    private string? _reason;

    /// <summary>The sum of all of them.</summary>
    public static AIImageCost SumOf(IEnumerable<AIImageCost?> costs)
    {
        CostSum sum = new();
        foreach (AIImageCost? cost in costs) sum.Add(cost);
        return sum.ToCost();
    }

    /// <summary>
    /// Adds one; null adds nothing. A part that is unknown makes the sum unknown, but for its lower end.
    /// </summary>
    public void Add(AIImageCost? cost)
    {
        if (cost is null) return;

        _images += cost.Images;
        _requests += cost.Requests;
        _resumed += cost.Resumed;
        _low += cost.Low ?? 0;
        _expected += cost.Expected;
        _high += cost.High;
        _image += cost.ImageCost;
        _model += cost.ModelCost;
        _unsettled += cost.Unsettled;
        _tokens += cost.Tokens;
        if (cost.Basis > _basis) _basis = cost.Basis;
        if (_priceDate is null || cost.PriceDate < _priceDate) _priceDate = cost.PriceDate;
        _reason ??= cost.Reason;
    }

    /// <summary>The sum so far.</summary>
    public AIImageCost ToCost() => new()
    {
        Images = _images,
        Requests = _requests,
        Resumed = _resumed,
        Low = _low,
        Expected = _expected,
        High = _high,
        ImageCost = _image,
        ModelCost = _model,
        Unsettled = _unsettled,
        Tokens = _tokens,
        Basis = _basis,
        PriceDate = _priceDate,
        Reason = _reason,
    };
}
