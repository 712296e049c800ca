using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using ImageGen.Client.Http;
using ImageGen.Client.Lifting;
using ImageGen.Wire;

namespace ImageGen.Client.Responses;

/// <summary>Reads an answer that is one JSON document.</summary>
internal sealed class WholeAnswer(
    ServiceCall call, ResponseMapper mapper, Deadline deadline, Func<IImageSink> createSink, bool trace)
{
    private const int LongestText = 32 * 1024 * 1024;

    public async IAsyncEnumerable<GenerationEvent> ReadAsync()
    {
        if (call.Failure is AIImageException failure) throw failure;

        HttpResponseMessage message = call.Response!;
        using LiftedImages lifted = new(createSink);
        byte[] body = await ReadBodyAsync(message, lifted).ConfigureAwait(false);
        Response response = Parse(body);
        if (trace) yield return new Traced($"{(int)message.StatusCode}", call.Describe(body));

        yield return new Answered(
            call.Method, call.Path, (int)message.StatusCode, call.RequestId, call.Elapsed,
            response.ToolUsage?.ImageGen?.TotalTokens ?? response.Usage?.TotalTokens);

        bool isEmpty = true;
        foreach (AIImage image in mapper.Images(
            response, lifted, call.RequestId, call.MayBeBilled ? call.Elapsed : null))
        {
            isEmpty = false;
            yield return new Completed(image);
        }

        if (isEmpty)
        {
            if (response.Status is not ("queued" or "in_progress")) throw mapper.Failure(response, call.RequestId);

            yield return new Completed(mapper.Unfinished(response, call.RequestId));
        }
    }

    private async Task<byte[]> ReadBodyAsync(HttpResponseMessage message, LiftedImages lifted)
    {
        try
        {
            using Stream stream = await message.Content.OpenStreamAsync(deadline.Token).ConfigureAwait(false);
            using ImageLiftingStream text = new(stream, lifted);
            using MemoryStream body = new();
            byte[] piece = new byte[4096];
            int read;
            while ((read = await text.ReadAsync(piece, 0, piece.Length, deadline.Token).ConfigureAwait(false)) > 0)
            {
                body.Write(piece, 0, read);
                if (body.Length > LongestText) throw Invalid(null);
            }

            return body.ToArray();
        }
        catch (Exception exception) when (ServiceCall.IsInterruption(exception, deadline))
        {
            throw ServiceFailure.Interrupted(exception, deadline, call.MayBeBilled, call.RequestId);
        }
    }

    private Response Parse(byte[] body)
    {
        try
        {
            if (JsonSerializer.Deserialize(body, WireContext.Default.Response) is Response response) return response;
        }
        catch (JsonException exception)
        {
            throw Invalid(exception);
        }

        throw Invalid(null);
    }

    private AIImageException Invalid(Exception? exception) => new(
        ErrorIds.InvalidResponse,
        "The service's answer is not a response object. The request was accepted, so the image may have been made and "
        + "billed. Check the base address and any proxy between.",
        exception)
    {
        StatusCode = (int)call.Response!.StatusCode,
        RequestId = call.RequestId,
    };
}
