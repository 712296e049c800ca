using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageGen.Apis.Responses;

/// <summary>The <c>image_generation</c> tool with its options, as sent and as echoed.</summary>
internal sealed record ImageGenerationTool : ImageOptions
{
    public ImageGenerationTool()
    {
    }

    public ImageGenerationTool(ImageOptions options)
        : base(options)
    {
    }

    public string? Type { get; init; }

    public string? Model { get; init; }

    public string? Action { get; init; }

    public ImageReference? InputImageMask { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? AdditionalProperties { get; set; }
}
