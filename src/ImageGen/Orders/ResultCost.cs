using System;
using System.Collections.Generic;
using System.Linq;
using ImageGen.Models;

namespace ImageGen.Orders;

/// <summary>
/// What images have cost. Images of one request, which come one behind the other, count as one request with its tokens
/// once.
/// </summary>
internal sealed class ResultCost
{
    private string? _request;

    /// <summary>An image that an earlier run has paid for.</summary>
    private static AIImageCost Paid => new()
    {
        Images = 1, Resumed = 1, Low = 0, Expected = 0, High = 0, ImageCost = 0, ModelCost = 0, Tokens = 0,
    };

    /// <summary>The cost of the next image.</summary>
    public AIImageCost Next(AIImage image)
    {
        if (image.Resumed) return Paid;

        string? request = image.RequestId ?? image.ResponseId;
        bool isNew = request is null || request != _request;
        _request = request;
        (decimal? drawn, decimal? model) = PartsOf(image);
        return new AIImageCost
        {
            Images = image.Length > 0 || image.FullName is not null ? 1 : 0,
            Requests = isNew ? 1 : 0,
            Low = image.Cost ?? 0,
            Expected = image.Cost,
            High = image.Cost,
            ImageCost = drawn,
            ModelCost = model,
            Tokens = !isNew ? 0 : image.Usage?.Counts.AllTokens,
            Basis = image.Cost is null ? AIImageCostBasis.Unknown : AIImageCostBasis.Usage,
            PriceDate = PriceDateOf(image),
            Reason = image.Cost is null ? "the cost of an image is unknown" : null,
        };
    }

    /// <summary>The parts of its cost; unknown where its tokens do not add up to it.</summary>
    private static (decimal? Image, decimal? Model) PartsOf(AIImage image)
    {
        if (image.Model is null) return (image.Cost, image.Cost is null ? null : 0);

        RequestCost parts = RequestCost.FromTokens(image.Usage?.Counts, image.ImageModel, image.Model);
        return parts.Total == image.Cost ? (parts.Image, parts.Model) : (null, null);
    }

    private static DateTime? PriceDateOf(AIImage image)
    {
        IEnumerable<DateTime?> dates =
            new[] { image.ImageModel, image.Model }.Select(name => ModelCatalog.Find(name)?.AsOf);
        return dates.Min();
    }
}
