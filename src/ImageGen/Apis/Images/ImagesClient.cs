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
        using LiftedImages lifted = new(createSink);
        AnswerReader reader = new(call, deadline, lifted, order.Settings.Trace);
        IAsyncEnumerable<GenerationEvent> answer = order.Stream
            ? ReadEventsAsync(order, call, reader)
            : reader.ReadDocumentAsync(new ImagesDocument(order, call, deadline, createSink));
        await foreach (GenerationEvent e in answer.ConfigureAwait(false)) yield return e;
    }

    private static async IAsyncEnumerable<GenerationEvent> ReadEventsAsync(
        ImageOrder order, ServiceCall call, AnswerReader reader)
    {
        if (call.Failure is AIImageException refused)
        {
            yield return new Failed(refused);
            yield break;
        }

        ImagesEvents events = new(order, call);
        await foreach (GenerationEvent e in reader.ReadEventsAsync(events).ConfigureAwait(false)) yield return e;
        yield return call.ToAnswered(events.Tokens);
        foreach (GenerationEvent e in events.Finish(reader)) yield return e;
    }
}
