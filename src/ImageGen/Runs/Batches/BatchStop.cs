using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Apis;
using ImageGen.Apis.Batches;
using ImageGen.Http;

namespace ImageGen.Runs.Batches;

/// <summary>Cancels the batches of a record at the service.</summary>
internal sealed class BatchStop(BatchWork work)
{
    /// <summary>Ends with <see cref="BatchKnown"/>; each that cannot be cancelled is a failure of its own.</summary>
    public async IAsyncEnumerable<GenerationEvent> RunAsync([EnumeratorCancellation] CancellationToken token = default)
    {
        foreach (ShardState shard in work.State.Shards.Where(shard => shard.IsActive).ToList())
        {
            DocumentCall<BatchObject> call = work.Batches.Cancel(shard.BatchId!);
            IAsyncEnumerable<GenerationEvent> sent = call.SendAsync(work.Settings, token);
            await foreach (GenerationEvent e in sent.ConfigureAwait(false)) yield return e;
            if (call.Value is BatchObject batch)
            {
                work.Record.Append(BatchSummary.StateOf(batch, shard.Number, work.Service));
                continue;
            }

            // One that has ended meanwhile cannot be cancelled, and need not be.
            BatchPoll poll = new(work, shard);
            await foreach (GenerationEvent e in poll.RunAsync(token).ConfigureAwait(false)) yield return e;
            if (!shard.IsEnded) yield return new Failed(call.Failure!);
        }

        yield return new BatchKnown(BatchSummary.FromRecord(work.State));
    }
}
