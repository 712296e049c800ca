using System.Collections.Generic;
using System.Threading;

namespace ImageGen.Client;

/// <summary>One of the APIs that make images.</summary>
internal interface IImageClient
{
    /// <summary>
    /// Sends one request and yields what happens until its images are complete. Disposing the enumerator ends the
    /// request.
    /// </summary>
    /// <exception cref="AIImageException">The request failed.</exception>
    IAsyncEnumerable<GenerationEvent> GenerateAsync(GenerationRequest request, CancellationToken token = default);
}
