using System.Collections.Generic;
using ImageGen.Files;

namespace ImageGen.Orders;

/// <summary>The image tool's options; null was not given and is not sent.</summary>
internal sealed record ImageOptions
{
    public required string ImageModel { get; init; }

    public string? Size { get; init; }

    public string? Quality { get; init; }

    public string? Background { get; init; }

    public string? OutputFormat { get; init; }

    public int? OutputCompression { get; init; }

    public string? Moderation { get; init; }

    public string? Complexity { get; init; }

    public string? InputFidelity { get; init; }

    public int? PartialImages { get; init; }

    /// <summary>False for the formats of which there are no partial images.</summary>
    public bool HasPartialImages => ImageFormats.Find(OutputFormat) is not { IsRaster: false };

    /// <summary>Options that the module does not know.</summary>
    public IReadOnlyDictionary<string, object?>? Additional { get; init; }
}
