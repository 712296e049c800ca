using System;
using System.Collections.Generic;

namespace ImageGen.Runs.Batches;

/// <summary>How far a shard has come, as the steps of its record tell.</summary>
internal sealed class ShardState(RecordShard shard)
{
    private static readonly HashSet<string> s_final = ["completed", "failed", "expired", "cancelled"];

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public RecordShard Shard { get; } = shard;

    public int Number => Shard.Shard;

    /// <summary>The input file at the service; null where there is none.</summary>
    public string? FileId { get; private set; }

    /// <summary>The name of an upload that was begun; null where there is none.</summary>
    public string? FileName { get; private set; }

    /// <summary>How often an upload was begun.</summary>
    public int Uploads { get; private set; }

    /// <summary>When a creation was sent whose answer is not known; null where there is none.</summary>
    public DateTimeOffset? CreatingAt { get; private set; }

    /// <summary>The batch at the service; null where there is none.</summary>
    public string? BatchId { get; private set; }

    /// <summary>True where the service's queue was full; it is to be created again.</summary>
    public bool IsQueued { get; private set; }

    /// <summary>True where the user stopped it before it was created.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>What the service last said of it; null before.</summary>
    public RecordStep? Last { get; private set; }

    /// <summary>The open reservation in the ledger.</summary>
    public string? LedgerId { get; private set; }

    public RecordStep? Received { get; private set; }

    public bool AreFilesRemoved { get; private set; }

    /// <summary>Why it was refused the last time.</summary>
    public string? Refusal { get; private set; }

    /// <summary>True where nothing will change any more.</summary>
    public bool IsEnded => BatchId is null ? IsStopped : IsFinal(Last?.Status);

    /// <summary>True while the service works on it.</summary>
    public bool IsActive => BatchId is not null && !IsEnded;

    /// <summary>True where it is to be created.</summary>
    public bool IsWaiting => BatchId is null && !IsStopped;

    /// <summary>The state in a word.</summary>
    public string Status => Last?.Status is string status && BatchId is not null ? status
        : BatchId is not null ? "validating"
        : IsStopped ? "cancelled"
        : IsQueued ? "queued"
        : CreatingAt is not null ? "unknown"
        : "planned";

    public static bool IsFinal(string? status) => status is not null && s_final.Contains(status);

    /// <summary>True for a batch that the record has had before.</summary>
    public bool Knows(string batchId) => _known.Contains(batchId);

    public void Apply(RecordStep step)
    {
        switch (step.Step)
        {
            case StepName.Uploading:
                (FileName, FileId) = (step.FileName, null);
                Uploads++;
                break;
            case StepName.Uploaded:
                FileId = step.File;
                break;
            case StepName.Reserved:
                LedgerId = step.Ledger;
                break;
            case StepName.Settled:
                LedgerId = null;
                break;
            case StepName.Creating:
                (CreatingAt, IsQueued, Refusal) = (step.At, false, null);
                break;
            case StepName.Created:
                (BatchId, CreatingAt, Last) = (step.Batch, null, step);
                if (step.Batch is not null) _known.Add(step.Batch);
                break;
            case StepName.Refused:
                (CreatingAt, Refusal, FileId, FileName) = (null, step.Message, null, null);
                break;
            case StepName.Queued:
                (BatchId, CreatingAt, IsQueued, Last) = (null, null, true, null);
                break;
            case StepName.Fenced:
                (CreatingAt, FileId, FileName) = (null, null, null);
                break;
            case StepName.State:
                Last = step;
                break;
            case StepName.Stopped:
                IsStopped = true;
                break;
            case StepName.Resumed:
                IsStopped = false;
                break;
            case StepName.Received:
                Received = step;
                break;
            case StepName.Removed:
                AreFilesRemoved = true;
                break;
        }
    }
}
