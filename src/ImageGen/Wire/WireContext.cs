using System.Text.Json.Serialization;

namespace ImageGen.Wire;

/// <summary>Source-generated JSON: snake case, null means not sent, unknown fields are skipped.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    Converters = [typeof(ImageTextConverter)])]
[JsonSerializable(typeof(CreateResponse))]
[JsonSerializable(typeof(Response))]
[JsonSerializable(typeof(StreamEvent))]
[JsonSerializable(typeof(CreateImages))]
[JsonSerializable(typeof(ImagesResponse))]
[JsonSerializable(typeof(ModelList))]
internal sealed partial class WireContext : JsonSerializerContext;

/// <summary>The same for the files beside an image, which people read: indented.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true)]
[JsonSerializable(typeof(SidecarDocument))]
[JsonSerializable(typeof(PendingDocument))]
internal sealed partial class SidecarContext : JsonSerializerContext;
