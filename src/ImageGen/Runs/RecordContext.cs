using System.Text.Json.Serialization;
using ImageGen.Json;

namespace ImageGen.Runs;

/// <summary>The files beside an image, which people read: indented, without control characters.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true,
    Converters = [typeof(CleanText)])]
[JsonSerializable(typeof(SidecarDocument))]
[JsonSerializable(typeof(PendingDocument))]
internal sealed partial class RecordContext : JsonSerializerContext;
