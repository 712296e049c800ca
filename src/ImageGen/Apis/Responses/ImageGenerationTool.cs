using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageGen.Apis.Responses;

/// <summary>The <c>image_generation</c> tool with its options, as sent and as echoed.</summary>
internal sealed class ImageGenerationTool
{
    public string? Type { get; init; }

    public string? Model { get; init; }

    public string? Action { get; init; }

    public string? Size { get; init; }

    public string? Quality { get; init; }

    public string? OutputFormat { get; init; }

    public int? OutputCompression { get; init; }

    public string? Background { get; init; }

    public string? Moderation { get; init; }

    public int? PartialImages { get; init; }

    public string? InputFidelity { get; init; }

    public string? Complexity { get; init; }

    public ImageReference? InputImageMask { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? AdditionalProperties { get; set; }
}
