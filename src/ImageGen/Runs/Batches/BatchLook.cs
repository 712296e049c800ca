using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Http;

namespace ImageGen.Runs.Batches;

/// <summary>Asks once how far the batches of a record are.</summary>
internal sealed class BatchLook(BatchWork work)
{
    /// <summary>
    /// Ends with <see cref="BatchKnown"/>; where the service cannot be asked, with why and what is known.
    /// </summary>
    public async IAsyncEnumerable<GenerationEvent> RunAsync([EnumeratorCancellation] CancellationToken token = default)
    {
        AIImageException? failure = null;
        foreach (ShardState shard in work.State.Shards.Where(shard => shard.IsActive).ToList())
        {
            BatchPoll poll = new(work, shard);
            await foreach (GenerationEvent e in poll.RunAsync(token).ConfigureAwait(false)) yield return e;
            failure = poll.Failure;
            if (failure is not null) break;
        }

        if (failure is not null) yield return new Failed(failure);
        if (failure is null || work.State.Path.Length > 0)
        {
            yield return new BatchKnown(BatchSummary.FromRecord(work.State));
        }
    }
}
