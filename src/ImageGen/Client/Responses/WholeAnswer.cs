using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using ImageGen.Client.Http;
using ImageGen.Wire;

namespace ImageGen.Client.Responses;

/// <summary>Reads an answer that is one JSON document.</summary>
internal sealed class WholeAnswer(
    ServiceConnection connection,
    GenerationRequest? request,
    ServiceCall call,
    Deadline deadline,
    Stopwatch watch,
    bool trace = false)
{
    private readonly ResponseMapper _mapper = new(connection, request);

    public async IAsyncEnumerable<GenerationEvent> ReadAsync()
    {
        if (call.Failure is AIImageException failure) throw failure;

        HttpResponseMessage message = call.Response!;
        byte[] body = await ReadBodyAsync(message).ConfigureAwait(false);
        Response response = Parse(body);
        if (trace || request?.Settings.Trace == true)
        {
            yield return new Traced($"{(int)message.StatusCode}", WireTrace.Describe(body, connection.Key));
        }

        yield return new Answered(
            request is null ? "GET" : "POST", "responses", (int)message.StatusCode, call.RequestId, watch.Elapsed,
            response.ToolUsage?.ImageGen?.TotalTokens ?? response.Usage?.TotalTokens);

        IReadOnlyList<AIImage> images =
            _mapper.Images(response, call.RequestId, request is null ? null : watch.Elapsed);
        if (images.Count == 0)
        {
            if (response.Status is not ("queued" or "in_progress")) throw _mapper.Failure(response, call.RequestId);

            yield return new Completed(_mapper.Unfinished(response, call.RequestId));
        }

        foreach (AIImage image in images) yield return new Completed(image);
    }

    private async Task<byte[]> ReadBodyAsync(HttpResponseMessage message)
    {
        try
        {
            using Stream stream = await message.Content.OpenStreamAsync(deadline.Token).ConfigureAwait(false);
            using MemoryStream body = new((int)Math.Min(message.Content.Headers.ContentLength ?? 0, int.MaxValue / 2));
            await stream.CopyToAsync(body, 81920, deadline.Token).ConfigureAwait(false);
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
