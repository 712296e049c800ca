namespace ImageGen.Models;

/// <summary>The options that were chosen for a picture; null was not given.</summary>
internal sealed record OptionChoice
{
    public string? Size { get; init; }

    public string? Quality { get; init; }

    public string? Background { get; init; }

    public string? OutputFormat { get; init; }

    public int? OutputCompression { get; init; }

    public string? Complexity { get; init; }

    public string? InputFidelity { get; init; }

    public int? PartialImages { get; init; }

    /// <summary>How many images one request asks for.</summary>
    public int Count { get; init; } = 1;

    public bool HasMask { get; init; }

    public bool HasMarkup { get; init; }
}
