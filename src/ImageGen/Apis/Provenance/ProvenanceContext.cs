using System.Text.Json.Serialization;
using ImageGen.Json;
using ImageGen.Lifting;

namespace ImageGen.Apis.Provenance;

/// <summary>The JSON of this API: snake case, and what is of an unexpected kind counts as none.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(ImageTextConverter), typeof(LenientText), typeof(LenientNumber)])]
[JsonSerializable(typeof(ProvenanceResults))]
internal sealed partial class ProvenanceContext : JsonSerializerContext;
