using System.Text.Json.Serialization;
using ImageGen.Json;

namespace ImageGen.Apis.Batches;

/// <summary>
/// The JSON of this API: snake case, null means not sent, and what is of an unexpected kind counts as none.
/// </summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(LenientText), typeof(LenientNumber), typeof(LenientCount), typeof(LenientIndex), typeof(LenientBoolean),
    ])]
[JsonSerializable(typeof(CreateBatch))]
[JsonSerializable(typeof(BatchObject))]
[JsonSerializable(typeof(BatchList))]
[JsonSerializable(typeof(BatchErrors))]
[JsonSerializable(typeof(BatchError))]
[JsonSerializable(typeof(BatchCounts))]
internal sealed partial class BatchesContext : JsonSerializerContext;
