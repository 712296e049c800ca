using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Apis.Batches;
using ImageGen.Http;

namespace ImageGen.Runs.Batches;

/// <summary>
/// Looks for the batch of a creation that was not answered, over all pages of the service's list: by its input file,
/// which no other batch has, and by its metadata.
/// </summary>
internal sealed class ShardSearch(BatchWork work, ShardState shard)
{
    /// <summary>The batch; null where the list has none.</summary>
    public BatchObject? Found { get; private set; }

    /// <summary>Why the list could not be read to its end; null where it was.</summary>
    public AIImageException? Failure { get; private set; }

    public async IAsyncEnumerable<GenerationEvent> RunAsync([EnumeratorCancellation] CancellationToken token = default)
    {
        BatchListing listing = work.Batches.List();
        IAsyncEnumerable<GenerationEvent> listed = listing.ReadAsync(work.Settings, token);
        await foreach (GenerationEvent e in listed.ConfigureAwait(false))
        {
            if (e is not BatchListed { Batch: BatchObject batch }) yield return e;
            else if (IsIt(batch)) Found = batch;
        }

        Failure = listing.Failure;
    }

    private bool IsIt(BatchObject batch)
    {
        if (batch.Id is not { Length: > 0 } id || shard.Knows(id)) return false;
        if (shard.FileId is not null && batch.InputFileId == shard.FileId) return true;

        // One that failed with another file is an attempt that was fenced off.
        return batch.Status != "failed"
            && batch.MetadataOf(ShardCreation.RecordKey) == work.Record.Header.Record
            && batch.MetadataOf(ShardCreation.ShardKey) == FormattableString.Invariant($"{shard.Number}");
    }
}
