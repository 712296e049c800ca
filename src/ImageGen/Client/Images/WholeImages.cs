using System.Collections.Generic;
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
        AnswerBody body = new(call, deadline, lifted);
        byte[] text = await body.ReadAsync().ConfigureAwait(false);
        ImagesResponse response = body.Parse(text, WireContext.Default.ImagesResponse);
        if (request.Settings.Trace) yield return new Traced($"{call.Status}", call.Describe(text));

        yield return new Answered(
            call.Method, call.Path, call.Status, call.RequestId, call.Elapsed, response.Usage?.TotalTokens);

        bool isEmpty = true;
        foreach (ImagesDatum datum in response.Data ?? [])
        {
            if (await TakeAsync(datum, lifted).ConfigureAwait(false) is not ReceivedImage image) continue;

            isEmpty = false;
            yield return new Completed(_mapper.Image(response, datum, image, call.RequestId, call.Elapsed));
        }

        if (isEmpty) throw Empty(response);
    }

    private async Task<ReceivedImage?> TakeAsync(ImagesDatum datum, LiftedImages lifted) =>
        ReceivedImages.Take(datum.B64Json, lifted, call.RequestId)
        ?? (datum.Url is string address && connection.Dialect.GivesAddresses
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
