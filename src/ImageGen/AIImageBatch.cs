using System;
using System.Collections.Generic;

namespace ImageGen;

/// <summary>
/// Work that was handed to the service's Batch API: one record of <c>Start-AIImageBatch</c> with all its batches, or
/// one batch as the service lists it.
/// </summary>
public sealed class AIImageBatch
{
    internal AIImageBatch()
    {
    }

    /// <summary>Ids of its batches at the service (<c>batch_…</c>); empty while none is created.</summary>
    public IReadOnlyList<string> Id { get; internal init; } = [];

    /// <summary>
    /// Full path of the record of <c>Start-AIImageBatch</c>; null for a batch that was found at the service.
    /// </summary>
    public string? Record { get; internal init; }

    /// <summary>
    /// The state as the service reports it: <c>validating</c>, <c>in_progress</c>, <c>finalizing</c>, <c>completed</c>,
    /// <c>failed</c>, <c>expired</c>, <c>cancelling</c> or <c>cancelled</c>. For several batches, the state of the
    /// least advanced one. Before a batch is created: <c>planned</c>, <c>queued</c> if the service's queue is full, or
    /// <c>unknown</c> if the service did not answer.
    /// </summary>
    public string Status { get; internal init; } = "unknown";

    /// <summary>True when nothing will change any more, so that everything can be received.</summary>
    public bool IsEnded { get; internal init; }

    /// <summary>Name of the service.</summary>
    public string? Service { get; internal init; }

    /// <summary>What the rows request: <c>generate</c> or <c>edit</c>; null for a batch of something else.</summary>
    public string? Action { get; internal init; }

    /// <summary>Number of requests (<c>request_counts.total</c>).</summary>
    public long Rows { get; internal init; }

    /// <summary>Number of images that were requested; null without a record.</summary>
    public long? Images { get; internal init; }

    /// <summary>Number of requests that were completed (<c>request_counts.completed</c>).</summary>
    public long Completed { get; internal init; }

    /// <summary>Number of requests that failed (<c>request_counts.failed</c>).</summary>
    public long Failed { get; internal init; }

    /// <summary>Expected cost in US dollars at half the list price; null where a price is unknown.</summary>
    public decimal? EstimatedCost { get; internal init; }

    /// <summary>
    /// Cost in US dollars at half the list price; null until everything is received, and if a price is unknown.
    /// </summary>
    public decimal? Cost { get; internal init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreatedAt { get; internal init; }

    /// <summary>When the service cancels unfinished requests (<c>expires_at</c>).</summary>
    public DateTimeOffset? ExpiresAt { get; internal init; }

    /// <summary>When the last of its batches ended.</summary>
    public DateTimeOffset? EndedAt { get; internal init; }

    /// <summary>Why a batch failed or could not be started; null where none did.</summary>
    public string? Message { get; internal init; }

    /// <summary>Each batch separately.</summary>
    public IReadOnlyList<AIImageBatchPart> Parts { get; internal init; } = [];

    /// <summary>The record where there is one, else the id.</summary>
    /// <returns>A short text that names it.</returns>
    public override string ToString() => Record ?? (Id.Count > 0 ? Id[0] : nameof(AIImageBatch));
}
