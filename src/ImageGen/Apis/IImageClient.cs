using System;
using System.Collections.Generic;
using System.Threading;
using ImageGen.Http;
using ImageGen.Lifting;
using ImageGen.Orders;

namespace ImageGen.Apis;

/// <summary>One of the APIs that make images.</summary>
internal interface IImageClient
{
    /// <summary>
    /// Sends one request and yields what happens until its images are here, or <see cref="Failed"/> at the end.
    /// Disposing the enumerator ends the request.
    /// </summary>
    /// <param name="order">What is asked for; its count is the number of images of this request.</param>
    /// <param name="createSink">Creates the destination of a final image.</param>
    /// <param name="token">Ends the request.</param>
    IAsyncEnumerable<GenerationEvent> GenerateAsync(
        ImageOrder order, Func<IImageSink> createSink, CancellationToken token = default);
}
