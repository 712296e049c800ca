using System.Text.Json.Serialization;
using ImageGen.Json;
using ImageGen.Lifting;

namespace ImageGen.Apis.Provenance;

/// <summary>The JSON of this API: snake case, and a value of an unexpected kind counts as null.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(ImageTextConverter), typeof(LenientText), typeof(LenientNumber)])]
[JsonSerializable(typeof(ProvenanceResults))]
internal sealed partial class ProvenanceContext : JsonSerializerContext;
