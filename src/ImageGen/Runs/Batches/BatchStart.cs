using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Http;

namespace ImageGen.Runs.Batches;

/// <summary>
/// Starts the shards that are not started, one behind the other. It ends at the first that fails, and where the
/// service's queue is full: that is no failure, and the rest starts when another ends.
/// </summary>
internal sealed class BatchStart(BatchWork work)
{
    /// <summary>Starts no more than this many.</summary>
    public int Most { get; init; } = int.MaxValue;

    /// <summary>Why a shard is not started; null where nothing failed.</summary>
    public AIImageException? Failure { get; private set; }

    public async IAsyncEnumerable<GenerationEvent> RunAsync([EnumeratorCancellation] CancellationToken token = default)
    {
        foreach (ShardState shard in work.State.Shards.Where(shard => shard.IsWaiting).Take(Most).ToList())
        {
            ShardStart start = new(work, shard);
            await foreach (GenerationEvent e in start.RunAsync(token).ConfigureAwait(false)) yield return e;
            Failure = start.Failure;
            if (Failure is not null) yield break;

            if (!shard.IsQueued) continue;

            int left = work.State.Shards.Count(other => other.IsWaiting);
            string which = left == 1 ? "batch starts" : "batches start";
            yield return new Noted(
                $"The service's queue is full. {left} {which} when another ends: use Wait-AIImageBatch.");
            yield break;
        }
    }
}
