using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Apis;
using ImageGen.Apis.Batches;
using ImageGen.Http;
using ImageGen.Runs.Spending;

namespace ImageGen.Runs.Batches;

/// <summary>Asks the service once how far a shard's batch is, and writes what has changed.</summary>
internal sealed class BatchPoll(BatchWork work, ShardState shard)
{
    /// <summary>Why it cannot be told; null where it was.</summary>
    public AIImageException? Failure { get; private set; }

    /// <summary>True where its state is another than before.</summary>
    public bool HasChanged { get; private set; }

    public async IAsyncEnumerable<GenerationEvent> RunAsync([EnumeratorCancellation] CancellationToken token = default)
    {
        DocumentCall<BatchObject> call = work.Batches.Get(shard.BatchId!);
        IAsyncEnumerable<GenerationEvent> sent = call.SendAsync(work.Settings, token);
        await foreach (GenerationEvent e in sent.ConfigureAwait(false)) yield return e;
        if (call.Value is not BatchObject batch)
        {
            Failure = call.Failure;
            yield break;
        }

        Take(batch);
        bool isRefused = shard.Status == "failed" && shard.BatchId is not null;
        Warned? warning = isRefused
            ? await new ShardReservation(work, shard).SettleAsync(id => new LedgerSettlement(id)
            {
                Cost = 0,
                Error = ErrorIds.ResponseFailed,
            }).ConfigureAwait(false)
            : null;
        if (warning is not null) yield return warning;
    }

    /// <summary>Counts alone are not written: they change all the time, and the service knows them.</summary>
    private void Take(BatchObject batch)
    {
        RecordStep step = BatchSummary.StateOf(batch, shard.Number, work.Service);
        HasChanged = step.Status != shard.Last?.Status;
        if (HasChanged) work.Record.Append(step);
        else shard.Apply(step);
        if (ShardCreation.IsQueueFull(batch))
        {
            work.Record.Append(new RecordStep { Step = StepName.Queued, Shard = shard.Number });
        }
    }
}
