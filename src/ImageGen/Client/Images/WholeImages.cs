using System.Collections.Generic;
using System.Text.Json;
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
        foreach (AIImage image in _mapper.Images(response, lifted, call.RequestId, call.Elapsed))
        {
            isEmpty = false;
            yield return new Completed(image);
        }

        if (isEmpty) throw Empty(response);
    }

    private AIImageException Empty(ImagesResponse response) =>
        response.Error.ValueKind is JsonValueKind.Object or JsonValueKind.String
            ? ServiceFailure.FromError(response.Error, connection, call.RequestId, responseId: null)
            : new AIImageException(ErrorIds.NoImageReturned, "The service answered without an image.")
            {
                StatusCode = call.Status,
                RequestId = call.RequestId,
            };
}
