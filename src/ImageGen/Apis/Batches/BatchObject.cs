using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Serialization;
using ImageGen.Json;

namespace ImageGen.Apis.Batches;

/// <summary>A batch as the service describes it.</summary>
internal sealed class BatchObject
{
    public string? Id { get; init; }

    public string? Endpoint { get; init; }

    public string? InputFileId { get; init; }

    public string? OutputFileId { get; init; }

    public string? ErrorFileId { get; init; }

    public string? Status { get; init; }

    [JsonConverter(typeof(LenientObject<BatchErrors>))]
    public BatchErrors? Errors { get; init; }

    [JsonConverter(typeof(LenientObject<BatchCounts>))]
    public BatchCounts? RequestCounts { get; init; }

    public double? CreatedAt { get; init; }

    public double? InProgressAt { get; init; }

    public double? ExpiresAt { get; init; }

    public double? FinalizingAt { get; init; }

    public double? CompletedAt { get; init; }

    public double? FailedAt { get; init; }

    public double? ExpiredAt { get; init; }

    public double? CancellingAt { get; init; }

    public double? CancelledAt { get; init; }

    public JsonElement Metadata { get; init; }

    /// <summary>When it came to its end, however; null while it has none.</summary>
    internal double? EndedAt => CompletedAt ?? FailedAt ?? ExpiredAt ?? CancelledAt;

    /// <summary>A value of its metadata; null where there is none.</summary>
    public string? MetadataOf(string name) =>
        Metadata.ValueKind == JsonValueKind.Object ? JsonText.FindText(Metadata, name) : null;
}

/// <summary>How many of the requests are done.</summary>
internal sealed class BatchCounts
{
    public long? Total { get; init; }

    public long? Completed { get; init; }

    public long? Failed { get; init; }
}

/// <summary>Why a batch failed as a whole.</summary>
internal sealed class BatchErrors
{
    [JsonConverter(typeof(LenientList<BatchError>))]
    public IReadOnlyList<BatchError>? Data { get; init; }
}

/// <summary>One reason, perhaps of one line of the input.</summary>
internal sealed class BatchError
{
    public string? Code { get; init; }

    public string? Message { get; init; }

    public string? Param { get; init; }

    public long? Line { get; init; }
}

/// <summary>A page of <c>GET /batches</c>.</summary>
internal sealed class BatchList
{
    [JsonConverter(typeof(LenientList<BatchObject>))]
    public IReadOnlyList<BatchObject>? Data { get; init; }

    public bool? HasMore { get; init; }

    public string? LastId { get; init; }
}
