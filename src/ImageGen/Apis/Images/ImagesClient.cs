using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Http;
using ImageGen.Lifting;
using ImageGen.Orders;

namespace ImageGen.Apis.Images;

/// <summary>Makes and edits images over the Images API.</summary>
internal sealed class ImagesClient : IImageClient
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<GenerationEvent> GenerateAsync(
        ImageOrder order, Func<IImageSink> createSink, [EnumeratorCancellation] CancellationToken token = default)
    {
        using Deadline deadline = new(order.Settings.Limits, token);
        using ServiceCall call = new(
            order.Service,
            HttpMethod.Post,
            order.IsEdit ? "images/edits" : "images/generations",
            CreateImagesMapper.ToBody(order),
            order.Settings)
        {
            Images = order.Count,
            IsAnsweredAtOnce = order.Stream,
        };
        await foreach (GenerationEvent e in call.SendAsync(deadline).ConfigureAwait(false)) yield return e;
        IAsyncEnumerable<GenerationEvent> answer = order.Stream
            ? new StreamedImages(order, call, deadline, createSink).ReadAsync()
            : new WholeImages(order, call, deadline, createSink).ReadAsync();
        await foreach (GenerationEvent e in answer.ConfigureAwait(false)) yield return e;
    }
}
