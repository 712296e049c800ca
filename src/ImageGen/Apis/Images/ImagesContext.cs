using System.Text.Json.Serialization;
using ImageGen.Json;
using ImageGen.Lifting;

namespace ImageGen.Apis.Images;

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
[JsonSerializable(typeof(CreateImages))]
[JsonSerializable(typeof(ImagesResponse))]
[JsonSerializable(typeof(ImagesDatum))]
[JsonSerializable(typeof(TokenUsage))]
[JsonSerializable(typeof(TokenDetails))]
[JsonSerializable(typeof(CachedTokenDetails))]
[JsonSerializable(typeof(SvgUsage))]
internal sealed partial class ImagesContext : JsonSerializerContext;
