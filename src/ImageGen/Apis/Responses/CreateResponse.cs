using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageGen.Apis.Responses;

/// <summary>Body of <c>POST /responses</c>.</summary>
internal sealed class CreateResponse
{
    public required string Model { get; init; }

    public required IReadOnlyList<InputItem> Input { get; init; }

    public string? Instructions { get; init; }

    public required IReadOnlyList<ImageGenerationTool> Tools { get; init; }

    public required JsonElement ToolChoice { get; init; }

    public string? PreviousResponseId { get; init; }

    public bool? Store { get; init; }

    public bool? Background { get; init; }

    public bool? Stream { get; init; }

    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    public string? SafetyIdentifier { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? AdditionalBody { get; set; }
}
