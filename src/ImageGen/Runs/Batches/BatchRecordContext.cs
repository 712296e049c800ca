using System.Text.Json.Serialization;

namespace ImageGen.Runs.Batches;

/// <summary>The lines of a record.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(RecordHeader))]
[JsonSerializable(typeof(RecordImage))]
[JsonSerializable(typeof(RecordRow))]
[JsonSerializable(typeof(RecordStep))]
[JsonSerializable(typeof(ImageFacts))]
internal sealed partial class BatchRecordContext : JsonSerializerContext;
