using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using ImageGen.Http;
using ImageGen.Lifting;
using ImageGen.Orders;

namespace ImageGen.Apis.Images;

/// <summary>An answer of the Images API that is one JSON document.</summary>
internal sealed class ImagesDocument(ImageOrder order, ServiceCall call, Deadline deadline, Func<IImageSink> createSink)
    : IDocumentGrammar<ImagesResponse>
{
    private readonly ImagesMapper _mapper = new(order);

    public bool HasNoPreviews => true;

    public int MissingImages => order.Count;

    public Received DescribeRescued(ReceivedImage image) => _mapper.Rescued(image, call.RequestId, call.Elapsed);

    public Started? Start(ImagesResponse document) => null;

    public long? CountTokens(ImagesResponse document) => document.Usage?.TotalTokens;

    public void Break(ReadOnlySpan<byte> text, AIImageException failure)
    {
        // The Images API has no id that the beginning could tell.
    }

    public async IAsyncEnumerable<GenerationEvent> ReadAsync(ImagesResponse document, LiftedImages lifted)
    {
        List<ImagesDatum> data = (document.Data ?? []).Where(HoldsImage).ToList();
        AIImageException? failure = data.Count == 0 ? Empty(document) : null;
        for (int number = 0; number < data.Count; number++)
        {
            ImagesDatum datum = data[number];
            (ReceivedImage? image, AIImageException? broken) = await TakeAsync(datum, lifted).ConfigureAwait(false);
            failure ??= broken;
            if (image is not null)
            {
                yield return _mapper.Image(document, datum, image, number, data.Count, call.RequestId, call.Elapsed);
            }
        }

        if (failure is not null) yield return new Failed(failure);
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

    private AIImageException Empty(ImagesResponse document) =>
        document.Error.ValueKind is JsonValueKind.Object or JsonValueKind.String
            ? ServiceFailure.FromError(document.Error, order.Service, call.RequestId, responseId: null)
            : new AIImageException(ErrorIds.NoImageReturned, "The service answered without an image.")
            {
                StatusCode = call.Status,
                RequestId = call.RequestId,
            };
}
