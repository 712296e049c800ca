using System.Text.Json.Serialization;
using ImageGen.Apis.Images;
using ImageGen.Json;
using ImageGen.Lifting;

namespace ImageGen.Apis.Batches;

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
[JsonSerializable(typeof(CreateBatch))]
[JsonSerializable(typeof(BatchObject))]
[JsonSerializable(typeof(BatchList))]
[JsonSerializable(typeof(BatchErrors))]
[JsonSerializable(typeof(BatchError))]
[JsonSerializable(typeof(BatchCounts))]
[JsonSerializable(typeof(OutputLine))]
[JsonSerializable(typeof(OutputResponse))]
[JsonSerializable(typeof(ImagesResponse))]
[JsonSerializable(typeof(ImagesDatum))]
[JsonSerializable(typeof(TokenUsage))]
[JsonSerializable(typeof(TokenDetails))]
[JsonSerializable(typeof(CachedTokenDetails))]
[JsonSerializable(typeof(SvgUsage))]
internal sealed partial class BatchesContext : JsonSerializerContext;
