using System;
using System.Collections.Generic;
using System.Linq;
using ImageGen.Apis.Batches;
using ImageGen.Json;
using ImageGen.Service;
using ImageGen.Text;

namespace ImageGen.Runs.Batches;

/// <summary>From what a record or the service says of batches to what the user sees.</summary>
internal static class BatchSummary
{
    /// <summary>From the one that is behind all others to the one that is done.</summary>
    private static readonly string[] s_order =
    [
        "unknown", "planned", "queued", "validating", "in_progress", "finalizing", "cancelling", "failed", "expired",
        "cancelled", "completed",
    ];

    /// <summary>All batches of a record together.</summary>
    public static AIImageBatch FromRecord(RecordState state)
    {
        List<AIImageBatchPart> parts = [.. state.Shards.Select(PartOf)];
        IReadOnlyList<ShardState> shards = state.Shards;
        bool isReceived = shards.Count > 0 && shards.All(shard => shard.Received is not null);
        bool isRecorded = state.Path.Length > 0;
        return new AIImageBatch
        {
            Id = [.. shards.Select(shard => shard.BatchId).OfType<string>()],
            Record = isRecorded ? state.Path : null,
            Status = state.Plan is null ? "planned" : Behind(parts.Select(part => part.Status)),
            IsEnded = state.IsEnded,
            Service = PlainText.CleanOrNull(state.Header?.Service),
            Action = !isRecorded ? null : state.Header?.IsEdit == true ? "edit" : "generate",
            Rows = parts.Sum(part => part.Rows),
            Images = isRecorded ? shards.Sum(shard => shard.Shard.Images) : null,
            Completed = parts.Sum(part => part.Completed),
            Failed = parts.Sum(part => part.Failed),
            EstimatedCost = !isRecorded ? null : Sum(shards.Select(shard => shard.Shard.Expected)),
            Cost = isReceived ? Sum(shards.Select(shard => shard.Received!.Cost)) : null,
            CreatedAt = shards.Min(shard => shard.Last?.CreatedAt) ?? state.Header?.CreatedAt,
            ExpiresAt = shards.Max(shard => shard.Last?.ExpiresAt),
            EndedAt = state.IsEnded ? parts.Max(part => part.EndedAt) : null,
            Message = parts.Select(part => part.Message).FirstOrDefault(message => message is not null),
            Parts = parts,
        };
    }

    /// <summary>One batch of the service.</summary>
    public static AIImageBatch FromService(BatchObject batch, ServiceConnection service)
    {
        RecordStep state = StateOf(batch, shard: 1, service);
        return new AIImageBatch
        {
            Id = state.Batch is string id ? [id] : [],
            Status = state.Status ?? "unknown",
            IsEnded = ShardState.IsFinal(state.Status),
            Service = service.Name,
            Action = batch.Endpoint switch
            {
                BatchEndpoint.Generations => "generate",
                BatchEndpoint.Edits => "edit",
                _ => null,
            },
            Rows = state.Total ?? 0,
            Completed = state.Completed ?? 0,
            Failed = state.Failed ?? 0,
            CreatedAt = state.CreatedAt,
            ExpiresAt = state.ExpiresAt,
            EndedAt = state.EndedAt,
            Message = state.Message,
        };
    }

    /// <summary>What the service says of a batch, as a step of its record. It is foreign text.</summary>
    public static RecordStep StateOf(BatchObject batch, int shard, ServiceConnection service)
    {
        IEnumerable<string> errors = (batch.Errors?.Data ?? [])
            .Take(3)
            .Select(error => (error.Message ?? "The service gave no reason.")
                + (error.Code is null ? string.Empty : $" ({error.Code})"));
        string message = Redaction.Line(string.Join(" ", errors), service.Secret, limit: 2000);
        return new RecordStep
        {
            Step = StepName.State,
            Shard = shard,
            Batch = Shown(batch.Id, service),
            Status = Shown(batch.Status, service),
            Total = batch.RequestCounts?.Total,
            Completed = batch.RequestCounts?.Completed,
            Failed = batch.RequestCounts?.Failed,
            OutputFile = batch.OutputFileId,
            ErrorFile = batch.ErrorFileId,
            CreatedAt = UnixTime.Read(batch.CreatedAt),
            ExpiresAt = UnixTime.Read(batch.ExpiresAt),
            EndedAt = UnixTime.Read(batch.EndedAt),
            Message = message.Length > 0 ? message : null,
        };
    }

    private static AIImageBatchPart PartOf(ShardState shard) => new()
    {
        Number = shard.Number,
        Id = shard.BatchId,
        Status = shard.Status,
        Rows = shard.Shard.Rows > 0 ? shard.Shard.Rows : shard.Last?.Total ?? 0,
        Completed = shard.Last?.Completed ?? 0,
        Failed = shard.Last?.Failed ?? 0,
        EndedAt = shard.IsEnded ? shard.Last?.EndedAt : null,
        IsReceived = shard.Received is not null,
        Message = PlainText.CleanOrNull(shard.Last?.Message ?? shard.Refusal),
    };

    private static string Behind(IEnumerable<string> states) =>
        states.OrderBy(state => (uint)Array.IndexOf(s_order, state)).FirstOrDefault() ?? "planned";

    private static decimal? Sum(IEnumerable<decimal?> amounts)
    {
        decimal? sum = 0;
        foreach (decimal? amount in amounts) sum += amount;
        return sum;
    }

    private static string? Shown(string? text, ServiceConnection service) =>
        text is null ? null : Redaction.Line(text, service.Secret);
}
