using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Http;
using ImageGen.Service;

namespace ImageGen.Apis.Batches;

/// <summary>The list of a service's batches, read over all its pages.</summary>
internal sealed class BatchListing(ServiceConnection connection, string path)
{
    private const int PageLength = 100;

    /// <summary>Why the list could not be read to its end; null where it was.</summary>
    public AIImageException? Failure { get; private set; }

    /// <summary>Yields <see cref="BatchListed"/> for each batch, and what happens meanwhile.</summary>
    public async IAsyncEnumerable<GenerationEvent> ReadAsync(
        CallSettings settings, [EnumeratorCancellation] CancellationToken token = default)
    {
        string? after = null;
        bool hasMore = true;
        while (hasMore)
        {
            string from = after is null ? string.Empty : $"&after={Uri.EscapeDataString(after)}";
            DocumentCall<BatchList> page =
                new(connection, HttpMethod.Get, $"{path}?limit={PageLength}{from}", body: null);
            await foreach (GenerationEvent e in page.SendAsync(settings, token).ConfigureAwait(false)) yield return e;
            if (page.Value is not BatchList list)
            {
                Failure = page.Failure;
                yield break;
            }

            foreach (BatchObject batch in list.Data ?? []) yield return new BatchListed(batch);
            string? last = list.LastId ?? list.Data?.LastOrDefault()?.Id;
            hasMore = list.HasMore == true && list.Data?.Count > 0;
            if (hasMore && (last is null || last == after))
            {
                Failure = new AIImageException(
                    ErrorIds.InvalidResponse, "The service's list of batches continues, but it did not say where.");
                yield break;
            }

            after = last;
        }
    }
}
