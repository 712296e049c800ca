using System.Collections.Generic;
using System.Text.Json;
using ImageGen.Json;

namespace ImageGen.Apis.Files;

/// <summary>A file as the service describes it.</summary>
internal sealed class StoredFile : IAnswerObject
{
    public string? Id { get; private set; }

    public long? Bytes { get; private set; }

    public double? CreatedAt { get; private set; }

    public string? Filename { get; private set; }

    public string? Purpose { get; private set; }

    public string? Status { get; private set; }

    public void Take(string name, ref Utf8JsonReader json)
    {
        switch (name)
        {
            case "id": Id = json.Text(); break;
            case "bytes": Bytes = json.Count(); break;
            case "created_at": CreatedAt = json.Number(); break;
            case "filename": Filename = json.Text(); break;
            case "purpose": Purpose = json.Text(); break;
            case "status": Status = json.Text(); break;
        }
    }
}

/// <summary>A page of <c>GET /files</c>.</summary>
internal sealed class StoredFileList : IAnswerObject
{
    public IReadOnlyList<StoredFile>? Data { get; private set; }

    public bool? HasMore { get; private set; }

    public string? LastId { get; private set; }

    public void Take(string name, ref Utf8JsonReader json)
    {
        switch (name)
        {
            case "data": Data = json.List<StoredFile>(); break;
            case "has_more": HasMore = json.Truth(); break;
            case "last_id": LastId = json.Text(); break;
        }
    }
}

/// <summary>Answer of <c>DELETE /files/{id}</c>.</summary>
internal sealed class DeletedFile : IAnswerObject
{
    public string? Id { get; private set; }

    public bool? Deleted { get; private set; }

    public void Take(string name, ref Utf8JsonReader json)
    {
        switch (name)
        {
            case "id": Id = json.Text(); break;
            case "deleted": Deleted = json.Truth(); break;
        }
    }
}
