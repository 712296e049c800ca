using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageGen.Apis.Images;

/// <summary>Body of <c>POST /images/generations</c>, and of <c>POST /images/edits</c> as JSON.</summary>
internal sealed record CreateImages : ImageOptions
{
    public CreateImages()
    {
    }

    public CreateImages(ImageOptions options)
        : base(options)
    {
    }

    public required string Model { get; init; }

    public required string Prompt { get; init; }

    public IReadOnlyList<ImageReference>? Images { get; init; }

    public ImageReference? Mask { get; init; }

    public int? N { get; init; }

    public bool? Stream { get; init; }

    public string? SafetyIdentifier { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Additional { get; set; }
}
