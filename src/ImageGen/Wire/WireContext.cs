using System.Text.Json.Serialization;

namespace ImageGen.Wire;

/// <summary>
/// Source-generated JSON: snake case, null means not sent, unknown fields are skipped, and a value of another kind than
/// the field's counts as none.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(ImageTextConverter), typeof(LooseText), typeof(LooseNumber), typeof(LooseCount), typeof(LooseIndex),
        typeof(LooseTruth),
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

/// <summary>The same for the files beside an image, which people read: indented.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true)]
[JsonSerializable(typeof(SidecarDocument))]
[JsonSerializable(typeof(PendingDocument))]
internal sealed partial class SidecarContext : JsonSerializerContext;
