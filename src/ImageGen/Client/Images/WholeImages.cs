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
        (ImagesResponse? read, AIImageException? broken) =
            await body.TryReadAsync(WireContext.Default.ImagesResponse).ConfigureAwait(false);
        if (read is not ImagesResponse response)
        {
            foreach (GenerationEvent e in Rescue(lifted, broken!)) yield return e;
            yield break;
        }

        if (request.Settings.Trace) yield return new Traced($"{call.Status}", call.Describe(body.Received.Span));

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

    /// <summary>The images that were whole before the answer broke, and the failure unless they are all.</summary>
    private IEnumerable<GenerationEvent> Rescue(LiftedImages lifted, AIImageException broken)
    {
        int rescued = 0;
        foreach (ReceivedImage image in lifted.TakeRest(isAllFinal: true))
        {
            if (rescued++ == 0) yield return new Warned(BrokenAnswer.Warning(broken));
            yield return new Completed(_mapper.Rescued(image, call.RequestId, call.Elapsed));
        }

        if (rescued < request.Count) throw broken;
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
