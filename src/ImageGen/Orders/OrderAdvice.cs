using System;
using System.Collections.Generic;
using System.Linq;
using ImageGen.Models;

namespace ImageGen.Orders;

/// <summary>Says what of an order the service will refuse or ignore. It is sent all the same.</summary>
internal sealed class OrderAdvice
{
    private readonly HashSet<string> _given = new(StringComparer.Ordinal);
    private (ImageOptions? Options, string? Model, int Count, bool HasOverlay) _last;

    /// <summary>The warnings that were not given for an order before.</summary>
    /// <param name="order">What is asked for.</param>
    /// <param name="today">The day that decides which models are gone.</param>
    public IEnumerable<string> NewWarningsFor(ImageOrder order, DateTime today)
    {
        (ImageOptions, string?, int, bool) current =
            (order.Options, order.Model, order.Count, order.Mask is not null || order.Markup is not null);
        if (current == _last) return [];

        _last = current;
        return [.. WarningsFor(order, today).Where(_given.Add)];
    }

    /// <summary>All warnings of an order.</summary>
    /// <param name="order">What is asked for.</param>
    /// <param name="today">The day that decides which models are gone.</param>
    public static IEnumerable<string> WarningsFor(ImageOrder order, DateTime today)
    {
        string?[] models =
        [
            ModelCatalog.Find(order.Model)?.Warning(today, order.Model),
            ModelCatalog.Find(order.Options.ImageModel)?.Warning(today),
        ];
        return models.OfType<string>()
            .Concat(order.Model is null ? Ignored(order) : [])
            .Concat(OptionAdvice.WarningsFor(
                order.Options,
                Math.Min(order.Count, order.ImagesPerRequest),
                order.Mask is not null,
                order.Markup is not null));
    }

    /// <summary>What the Images API has no field for.</summary>
    private static IEnumerable<string> Ignored(ImageOrder order)
    {
        (string Name, bool IsGiven)[] options =
        [
            ("Instructions", order.Instructions is not null),
            ("ToolChoice", order.ToolChoice is not null),
            ("NoStore", order.Store == false),
            ("Metadata", order.Metadata is not null),
            ("Model", order.TypedModel is string model && !ModelCatalog.IsImageModel(model)),
        ];
        return options
            .Where(option => option.IsGiven)
            .Select(option => $"-{option.Name} is ignored: the Images API does not support it. Use -Api Responses.");
    }
}
