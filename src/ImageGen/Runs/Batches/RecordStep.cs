using System;
using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace ImageGen.Runs.Batches;

/// <summary>A step of the work, written before it is taken where it changes anything at the service.</summary>
internal sealed record RecordStep
{
    /// <summary>Which one; a constant of <see cref="StepName"/>.</summary>
    [JsonPropertyOrder(-1)]
    public string Step { get; init; } = string.Empty;

    public int Shard { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Of <see cref="StepName.Planned"/>: the parts.</summary>
    public IReadOnlyList<RecordShard>? Shards { get; init; }

    /// <summary>Of <see cref="StepName.Planned"/>: how many inputs there were, refused ones too.</summary>
    public long? Inputs { get; init; }

    /// <summary>
    /// Of <see cref="StepName.Planned"/>: what the inputs were, so that others are not taken for them.
    /// </summary>
    public string? Digest { get; init; }

    /// <summary>Of <see cref="StepName.ImageUploaded"/>: which image.</summary>
    public int? Image { get; init; }

    public string? File { get; init; }

    /// <summary>The name of an upload.</summary>
    public string? FileName { get; init; }

    public string? Batch { get; init; }

    /// <summary>The reservation in the ledger.</summary>
    public string? Ledger { get; init; }

    /// <summary>The state of the batch in the service's words.</summary>
    public string? Status { get; init; }

    public long? Total { get; init; }

    public long? Completed { get; init; }

    public long? Failed { get; init; }

    public string? OutputFile { get; init; }

    public string? ErrorFile { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What the images of the shard cost.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Why something failed.</summary>
    public string? Message { get; init; }
}
