using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Apis.Batches;
using ImageGen.Http;
using ImageGen.Service;

namespace ImageGen.Runs.Batches;

/// <summary>All batches of a service, as they come.</summary>
internal sealed class BatchCatalog(ServiceConnection service)
{
    /// <summary>Yields <see cref="BatchKnown"/> for each.</summary>
    public async IAsyncEnumerable<GenerationEvent> RunAsync(
        CallSettings settings, [EnumeratorCancellation] CancellationToken token = default)
    {
        BatchListing listing = new BatchesClient(service).List();
        await foreach (GenerationEvent e in listing.ReadAsync(settings, token).ConfigureAwait(false))
        {
            yield return e is BatchListed listed ? new BatchKnown(BatchSummary.FromService(listed.Batch, service)) : e;
        }

        if (listing.Failure is not null) yield return new Failed(listing.Failure);
    }
}
