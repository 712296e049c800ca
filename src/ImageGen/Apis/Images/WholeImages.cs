using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using ImageGen.Http;
using ImageGen.Lifting;
using ImageGen.Orders;

namespace ImageGen.Apis.Images;

/// <summary>Reads an answer of the Images API that is one JSON document.</summary>
internal sealed class WholeImages(ImageOrder order, ServiceCall call, Deadline deadline, Func<IImageSink> createSink)
{
    private readonly ImagesMapper _mapper = new(order);

    public async IAsyncEnumerable<GenerationEvent> ReadAsync()
    {
        using LiftedImages lifted = new(createSink);
        using AnswerBody body = new(call, deadline, lifted);
        (ImagesResponse? read, AIImageException? unread) =
            await body.TryReadAsync(ImagesContext.Default.ImagesResponse).ConfigureAwait(false);
        if (read is not ImagesResponse response)
        {
            foreach (GenerationEvent e in Rescue(lifted, unread!)) yield return e;
            yield break;
        }

        if (order.Settings.Trace) yield return new Traced($"{call.Status}", call.Describe(body.Received.Span));

        yield return new Answered(
            call.Method, call.Path, call.Status, call.RequestId, call.Elapsed, response.Usage?.TotalTokens);

        List<ImagesDatum> data = (response.Data ?? []).Where(HoldsImage).ToList();
        AIImageException? failure = data.Count == 0 ? Empty(response) : null;
        for (int number = 0; number < data.Count; number++)
        {
            ImagesDatum datum = data[number];
            (ReceivedImage? image, AIImageException? broken) = await TakeAsync(datum, lifted).ConfigureAwait(false);
            failure ??= broken;
            if (image is not null)
            {
                yield return _mapper.Image(
                    response, datum, image, number, data.Count, call.RequestId, call.Elapsed);
            }
        }

        if (failure is not null) yield return new Failed(failure);
    }

    /// <summary>The images that were whole before the answer broke, and the failure unless they are all.</summary>
    private IEnumerable<GenerationEvent> Rescue(LiftedImages lifted, AIImageException broken)
    {
        int rescued = 0;
        foreach (ReceivedImage image in lifted.TakeRest(isAllFinal: true))
        {
            if (rescued++ == 0) yield return new Warned(BrokenAnswer.Warning(broken));
            yield return _mapper.Rescued(image, call.RequestId, call.Elapsed);
        }

        if (rescued < order.Count) yield return new Failed(broken);
    }

    private bool HoldsImage(ImagesDatum datum) =>
        datum.B64Json is { Text.Length: > 0 } || (datum.Url is not null && order.Service.Dialect.GivesAddresses);

    private async Task<(ReceivedImage? Image, AIImageException? Failure)> TakeAsync(
        ImagesDatum datum, LiftedImages lifted)
    {
        (ReceivedImage? image, AIImageException? failure) = ReceivedImages.Take(datum.B64Json, lifted, call.RequestId);
        if (image is not null || failure is not null || datum.Url is not string address) return (image, failure);

        try
        {
            ImageDownload download = new(order.Service, deadline);
            return (await download.ReadAsync(address, createSink()).ConfigureAwait(false), null);
        }
        catch (AIImageException exception)
        {
            return (null, exception);
        }
    }

    private AIImageException Empty(ImagesResponse response) =>
        response.Error.ValueKind is JsonValueKind.Object or JsonValueKind.String
            ? ServiceFailure.FromError(response.Error, order.Service, call.RequestId, responseId: null)
            : new AIImageException(ErrorIds.NoImageReturned, "The service answered without an image.")
            {
                StatusCode = call.Status,
                RequestId = call.RequestId,
            };
}
