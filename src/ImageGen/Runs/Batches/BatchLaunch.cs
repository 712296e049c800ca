using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Http;

namespace ImageGen.Runs.Batches;

/// <summary>Starts the batches of a record, and tells how far they are.</summary>
internal sealed class BatchLaunch(BatchWork work)
{
    /// <summary>
    /// Yields why a batch could not be started, and at the end <see cref="BatchKnown"/> where at least one is there or
    /// waits for the queue.
    /// </summary>
    public async IAsyncEnumerable<GenerationEvent> RunAsync([EnumeratorCancellation] CancellationToken token = default)
    {
        BatchStart start = new(work);
        await foreach (GenerationEvent e in start.RunAsync(token).ConfigureAwait(false)) yield return e;
        if (start.Failure is not null) yield return new Failed(start.Failure);

        bool isThere = work.State.Shards.Any(shard => shard.BatchId is not null || shard.IsQueued);
        if (isThere) yield return new BatchKnown(BatchSummary.FromRecord(work.State));
    }
}
