using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using ImageGen.Client.Http;
using ImageGen.Client.Lifting;
using ImageGen.Wire;

namespace ImageGen.Client.Images;

/// <summary>Reads an answer of the Images API that is one JSON document.</summary>
internal sealed class WholeImages(
    ServiceConnection connection, GenerationRequest request, ServiceCall call, Deadline deadline)
{
    private readonly ImagesMapper _mapper = new(connection, request);

    public async IAsyncEnumerable<GenerationEvent> ReadAsync()
    {
        using LiftedImages lifted = new(request.CreateSink);
        using AnswerBody body = new(call, deadline, lifted);
        ReadOnlyMemory<byte> text = await body.ReadAsync().ConfigureAwait(false);
        ImagesResponse response = body.Parse(text, WireContext.Default.ImagesResponse);
        if (request.Settings.Trace) yield return new Traced($"{call.Status}", call.Describe(text.Span));

        yield return new Answered(
            call.Method, call.Path, call.Status, call.RequestId, call.Elapsed, response.Usage?.TotalTokens);

        List<ImagesDatum> data = (response.Data ?? []).Where(HoldsImage).ToList();
        AIImageException? failure = data.Count == 0 ? Empty(response) : null;
        foreach (ImagesDatum datum in data)
        {
            ReceivedImage? image = null;
            try
            {
                image = await TakeAsync(datum, lifted).ConfigureAwait(false);
            }
            catch (AIImageException exception)
            {
                failure ??= exception;
            }

            if (image is null) continue;
            yield return new Completed(
                _mapper.Image(response, datum, image, data.Count, call.RequestId, call.Elapsed));
        }

        if (failure is not null) throw failure;
    }

    private bool HoldsImage(ImagesDatum datum) =>
        datum.B64Json is { Text.Length: > 0 } || (datum.Url is not null && connection.Dialect.GivesAddresses);

    private async Task<ReceivedImage?> TakeAsync(ImagesDatum datum, LiftedImages lifted) =>
        ReceivedImages.Take(datum.B64Json, lifted, call.RequestId)
        ?? (datum.Url is string address
            ? await new ImageDownload(connection, deadline).ReadAsync(address, request.CreateSink()).ConfigureAwait(false)
            : null);

    private AIImageException Empty(ImagesResponse response) =>
        response.Error.ValueKind is JsonValueKind.Object or JsonValueKind.String
            ? ServiceFailure.FromError(response.Error, connection, call.RequestId, responseId: null)
            : new AIImageException(ErrorIds.NoImageReturned, "The service answered without an image.")
            {
                StatusCode = call.Status,
                RequestId = call.RequestId,
            };
}
