using System.Collections.Generic;
using System.Text.Json.Serialization;
using ImageGen.Json;

namespace ImageGen.Apis.Files;

/// <summary>A file as the service describes it.</summary>
internal sealed class StoredFile
{
    public string? Id { get; init; }

    public long? Bytes { get; init; }

    public double? CreatedAt { get; init; }

    public string? Filename { get; init; }

    public string? Purpose { get; init; }

    public string? Status { get; init; }
}

/// <summary>A page of <c>GET /files</c>.</summary>
internal sealed class StoredFileList
{
    [JsonConverter(typeof(LenientList<StoredFile>))]
    public IReadOnlyList<StoredFile>? Data { get; init; }

    public bool? HasMore { get; init; }

    public string? LastId { get; init; }
}

/// <summary>Answer of <c>DELETE /files/{id}</c>.</summary>
internal sealed class DeletedFile
{
    public string? Id { get; init; }

    public bool? Deleted { get; init; }
}
