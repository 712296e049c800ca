using System.Collections.Generic;
using System.Text.Json;
using ImageGen.Json;

namespace ImageGen.Apis.Batches;

/// <summary>A batch as the service describes it.</summary>
internal sealed class BatchObject : IAnswerObject
{
    public string? Id { get; private set; }

    public string? Endpoint { get; private set; }

    public string? InputFileId { get; private set; }

    public string? OutputFileId { get; private set; }

    public string? ErrorFileId { get; private set; }

    public string? Status { get; private set; }

    public BatchErrors? Errors { get; private set; }

    public BatchCounts? RequestCounts { get; private set; }

    public double? CreatedAt { get; private set; }

    public double? InProgressAt { get; private set; }

    public double? ExpiresAt { get; private set; }

    public double? FinalizingAt { get; private set; }

    public double? CompletedAt { get; private set; }

    public double? FailedAt { get; private set; }

    public double? ExpiredAt { get; private set; }

    public double? CancellingAt { get; private set; }

    public double? CancelledAt { get; private set; }

    public JsonElement Metadata { get; private set; }

    /// <summary>When it came to its end, however; null while it has none.</summary>
    internal double? EndedAt => CompletedAt ?? FailedAt ?? ExpiredAt ?? CancelledAt;

    /// <summary>A value of its metadata; null where there is none.</summary>
    public string? MetadataOf(string name) =>
        Metadata.ValueKind == JsonValueKind.Object ? JsonText.FindText(Metadata, name) : null;

    public void Take(string name, ref Utf8JsonReader json)
    {
        switch (name)
        {
            case "id": Id = json.Text(); break;
            case "endpoint": Endpoint = json.Text(); break;
            case "input_file_id": InputFileId = json.Text(); break;
            case "output_file_id": OutputFileId = json.Text(); break;
            case "error_file_id": ErrorFileId = json.Text(); break;
            case "status": Status = json.Text(); break;
            case "errors": Errors = json.Object<BatchErrors>(); break;
            case "request_counts": RequestCounts = json.Object<BatchCounts>(); break;
            case "created_at": CreatedAt = json.Number(); break;
            case "in_progress_at": InProgressAt = json.Number(); break;
            case "expires_at": ExpiresAt = json.Number(); break;
            case "finalizing_at": FinalizingAt = json.Number(); break;
            case "completed_at": CompletedAt = json.Number(); break;
            case "failed_at": FailedAt = json.Number(); break;
            case "expired_at": ExpiredAt = json.Number(); break;
            case "cancelling_at": CancellingAt = json.Number(); break;
            case "cancelled_at": CancelledAt = json.Number(); break;
            case "metadata": Metadata = json.Element(); break;
        }
    }
}

/// <summary>How many of the requests are done.</summary>
internal sealed class BatchCounts : IAnswerObject
{
    public long? Total { get; private set; }

    public long? Completed { get; private set; }

    public long? Failed { get; private set; }

    public void Take(string name, ref Utf8JsonReader json)
    {
        switch (name)
        {
            case "total": Total = json.Count(); break;
            case "completed": Completed = json.Count(); break;
            case "failed": Failed = json.Count(); break;
        }
    }
}

/// <summary>Why a batch failed as a whole.</summary>
internal sealed class BatchErrors : IAnswerObject
{
    public IReadOnlyList<BatchError>? Data { get; private set; }

    public void Take(string name, ref Utf8JsonReader json)
    {
        switch (name)
        {
            case "data": Data = json.List<BatchError>(); break;
        }
    }
}

/// <summary>One reason, perhaps of one line of the input.</summary>
internal sealed class BatchError : IAnswerObject
{
    public string? Code { get; private set; }

    public string? Message { get; private set; }

    public string? Param { get; private set; }

    public long? Line { get; private set; }

    public void Take(string name, ref Utf8JsonReader json)
    {
        switch (name)
        {
            case "code": Code = json.Text(); break;
            case "message": Message = json.Text(); break;
            case "param": Param = json.Text(); break;
            case "line": Line = json.Count(); break;
        }
    }
}

/// <summary>A page of <c>GET /batches</c>.</summary>
internal sealed class BatchList : IAnswerObject
{
    public IReadOnlyList<BatchObject>? Data { get; private set; }

    public bool? HasMore { get; private set; }

    public string? LastId { get; private set; }

    public void Take(string name, ref Utf8JsonReader json)
    {
        switch (name)
        {
            case "data": Data = json.List<BatchObject>(); break;
            case "has_more": HasMore = json.Truth(); break;
            case "last_id": LastId = json.Text(); break;
        }
    }
}
