using System.Text.Json.Serialization;
using ImageGen.Json;
using ImageGen.Lifting;

namespace ImageGen.Apis.Models;

/// <summary>
/// The JSON of this API: snake case, null means not sent, and a value of an unexpected kind counts as null.
/// </summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(ImageTextConverter), typeof(LenientText), typeof(LenientNumber), typeof(LenientCount),
        typeof(LenientIndex), typeof(LenientBoolean),
    ])]
[JsonSerializable(typeof(ModelList))]
internal sealed partial class ModelsContext : JsonSerializerContext;
