using System.Collections.Generic;
using ImageGen.Files;

namespace ImageGen.Orders;

/// <summary>The options of one order, and the image model that they are for.</summary>
internal sealed record OrderOptions : ImageOptions
{
    public OrderOptions()
    {
    }

    public OrderOptions(ImageOptions options)
        : base(options)
    {
    }

    public required string ImageModel { get; init; }

    /// <summary>Options that the module does not know, by their wire names.</summary>
    public IReadOnlyDictionary<string, object?>? Additional { get; init; }

    /// <summary>False for the formats of which there are no partial images.</summary>
    public bool HasPartialImages => ImageFormats.Find(OutputFormat) is not { IsRaster: false };
}
