using System.Text.Json.Serialization;
using ImageGen.Apis.Images;
using ImageGen.Apis.Models;
using ImageGen.Apis.Responses;
using ImageGen.Json;
using ImageGen.Lifting;

namespace ImageGen.Apis;

/// <summary>
/// Source-generated JSON: snake case, null means not sent, unknown fields are skipped, and a value of another kind than
/// the field's counts as none.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(ImageTextConverter), typeof(LenientText), typeof(LenientNumber), typeof(LenientCount), typeof(LenientIndex),
        typeof(LenientBoolean),
    ])]
[JsonSerializable(typeof(CreateResponse))]
[JsonSerializable(typeof(Response))]
[JsonSerializable(typeof(StreamEvent))]
[JsonSerializable(typeof(CreateImages))]
[JsonSerializable(typeof(ImagesResponse))]
[JsonSerializable(typeof(ModelList))]
[JsonSerializable(typeof(IncompleteDetails))]
[JsonSerializable(typeof(OutputItem))]
[JsonSerializable(typeof(OutputContent))]
[JsonSerializable(typeof(ImagesDatum))]
[JsonSerializable(typeof(TokenUsage))]
[JsonSerializable(typeof(InputTokenDetails))]
[JsonSerializable(typeof(ToolUsage))]
internal sealed partial class WireContext : JsonSerializerContext;
