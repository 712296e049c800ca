using System;

namespace ImageGen;

/// <summary>One batch of the service within the work of <c>Start-AIImageBatch</c>.</summary>
public sealed class AIImageBatchPart
{
    internal AIImageBatchPart()
    {
    }

    /// <summary>Its number in the record, from 1.</summary>
    public int Number { get; internal init; }

    /// <summary>Id at the service (<c>batch_…</c>); null while it is not created.</summary>
    public string? Id { get; internal init; }

    /// <summary>The state, as <see cref="AIImageBatch.Status"/> has it.</summary>
    public string Status { get; internal init; } = "unknown";

    /// <summary>Number of requests.</summary>
    public long Rows { get; internal init; }

    /// <summary>Number of requests that were completed.</summary>
    public long Completed { get; internal init; }

    /// <summary>Number of requests that failed.</summary>
    public long Failed { get; internal init; }

    /// <summary>When it ended; null while it has not.</summary>
    public DateTimeOffset? EndedAt { get; internal init; }

    /// <summary>True where its images are saved and its failures were reported.</summary>
    public bool IsReceived { get; internal init; }

    /// <summary>Why it failed or could not be started; null where it did not fail.</summary>
    public string? Message { get; internal init; }

    /// <summary>Number, state and counts.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() =>
        FormattableString.Invariant($"{Number}: {Status}, {Completed} of {Rows} rows, {Failed} failed");
}
