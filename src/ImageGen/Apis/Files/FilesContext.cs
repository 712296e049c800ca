using System.Text.Json.Serialization;
using ImageGen.Json;

namespace ImageGen.Apis.Files;

/// <summary>
/// The JSON of this API: snake case, null means not sent, and a value of an unexpected kind counts as null.
/// </summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(LenientText), typeof(LenientNumber), typeof(LenientCount), typeof(LenientIndex), typeof(LenientBoolean),
    ])]
[JsonSerializable(typeof(StoredFile))]
[JsonSerializable(typeof(StoredFileList))]
[JsonSerializable(typeof(DeletedFile))]
internal sealed partial class FilesContext : JsonSerializerContext;
