using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using ImageGen.Client.Http;
using ImageGen.Wire;

namespace ImageGen.Client.Responses;

/// <summary>
/// Reads an answer that is a stream of events: previews as they arrive, the images when the response is complete.
/// </summary>
/// <remarks>
/// An image that was received is never lost: when the stream breaks after it, the image is yielded all the same, only
/// without the usage that the end would have told.
/// </remarks>
internal sealed class StreamedAnswer(
    ServiceConnection connection, GenerationRequest request, ServiceCall call, Deadline deadline)
{
    private readonly ResponseMapper _mapper = new(connection, request);
    private readonly List<OutputItem> _received = [];
    private Response _response = new();
    private AIImageException? _broken;
    private bool _ended;

    public async IAsyncEnumerable<GenerationEvent> ReadAsync()
    {
        if (call.Failure is AIImageException failure) throw failure;

        using Stream stream = await OpenAsync(call.Response!).ConfigureAwait(false);
        ServerSentEventReader reader = new(stream);
        while (!_ended && await NextAsync(reader).ConfigureAwait(false) is ServerSentEvent raw)
        {
            if (raw.Data.Span.SequenceEqual("[DONE]"u8)) break;
            if (Parse(raw) is not StreamEvent current) continue;
            if (request.Settings.Trace)
            {
                yield return new Traced(current.Type ?? "event", call.Describe(raw.Data.Span));
            }

            if (Handle(current) is GenerationEvent e) yield return e;
        }

        foreach (GenerationEvent e in Finish()) yield return e;
    }

    private GenerationEvent? Handle(StreamEvent e)
    {
        switch (e.Type)
        {
            case "response.created":
            case "response.queued":
            case "response.in_progress":
                bool isFirst = _response.Id is null;
                _response = e.Response is Response early ? ResponseMapper.WithoutUsage(early) : _response;
                return isFirst && _response.Id is string id ? new Started(id, _response.Status) : null;
            case "response.image_generation_call.generating":
                return new Progressed("generating");
            case "response.image_generation_call.partial_image" when IsAskedFor(e):
                return new Previewed(_mapper.Partial(e, _response.Id));
            case "response.output_item.done" when e.Item is not null:
                _received.Add(e.Item);
                return e.Item.Type == OutputItem.ImageGenerationCall ? new Progressed("completing") : null;
            case "response.completed":
            case "response.failed":
            case "response.incomplete":
                _ended = true;
                _response = e.Response ?? _response;
                return null;
            case "error":
                _ended = true;
                _broken = ServiceFailure.FromError(Error(e), connection, call.RequestId, _response.Id);
                return null;
            default:
                return null;
        }
    }

    private IEnumerable<GenerationEvent> Finish()
    {
        Response response = _response with { Output = Merge() };
        IReadOnlyList<AIImage> images = _mapper.Images(response, call.RequestId, call.Elapsed);
        yield return new Answered(
            call.Method, call.Path, (int)call.Response!.StatusCode, call.RequestId, call.Elapsed,
            response.ToolUsage?.ImageGen?.TotalTokens);

        if (images.Count == 0) throw _broken ?? (_ended ? _mapper.Failure(response, call.RequestId) : Incomplete());

        if (!_ended || _broken is not null)
        {
            yield return new Warned(
                "The stream broke after the image had arrived. The image is whole; its usage and cost are not known.");
        }

        foreach (AIImage image in images) yield return new Completed(image);
    }

    /// <summary>The items of the last response object, and those that arrived only as events.</summary>
    private List<OutputItem> Merge()
    {
        List<OutputItem> items = [.. _response.Output ?? []];
        foreach (OutputItem received in _received)
        {
            int index = items.FindIndex(item => IsSame(item, received));
            if (index < 0) items.Add(received);
            else if (items[index].Result is null) items[index] = received;
        }

        return items;
    }

    private static bool IsSame(OutputItem left, OutputItem right) =>
        left.Id == right.Id
        && (left.Id is not null || (left.Type == right.Type && left.Result.AsSpan().SequenceEqual(right.Result)));

    /// <summary>Some services send a preview that nobody asked for.</summary>
    private bool IsAskedFor(StreamEvent e) =>
        request.Options.PartialImages > 0 && e.PartialImageB64 is { Length: > 0 };

    private static JsonElement Error(StreamEvent e) => HasError(e)
        ? e.Error
        : JsonValues.ToElement(new Dictionary<string, object?>
        {
            ["message"] = Text(e.Message),
            ["code"] = Text(e.Code),
            ["param"] = Text(e.Param),
        });

    private static bool HasError(StreamEvent e) => e.Error.ValueKind is JsonValueKind.Object or JsonValueKind.String;

    private static string? Text(JsonElement element) => ServiceError.From(element).Message;

    private static StreamEvent? Parse(ServerSentEvent raw)
    {
        try
        {
            StreamEvent? parsed = JsonSerializer.Deserialize(raw.Data.Span, WireContext.Default.StreamEvent);
            if (parsed is null) return null;

            bool isError = HasError(parsed) && (parsed.Type ?? raw.Name ?? "error") == "error";
            return isError ? parsed with { Type = "error" } : parsed with { Type = parsed.Type ?? raw.Name };
        }
        catch (JsonException)
        {
            // What cannot be read is skipped like an unknown event; a final image that is missing is noticed at the end.
            return null;
        }
    }

    private async Task<Stream> OpenAsync(HttpResponseMessage message)
    {
        try
        {
            return await message.Content.OpenStreamAsync(deadline.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (ServiceCall.IsInterruption(exception, deadline))
        {
            throw ServiceFailure.Interrupted(exception, deadline, mayBeBilled: true, call.RequestId);
        }
    }

    private async ValueTask<ServerSentEvent?> NextAsync(ServerSentEventReader reader)
    {
        try
        {
            return await reader.ReadAsync(deadline.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
            when (ServiceCall.IsInterruption(exception, deadline) || exception is InvalidDataException)
        {
            _broken = ServiceFailure.Interrupted(
                exception, deadline, mayBeBilled: true, call.RequestId, _response.Id);
            return null;
        }
    }

    private AIImageException Incomplete() => new(
        ErrorIds.StreamIncomplete,
        "The stream ended without a final image. The image may have been made and billed.")
    {
        StatusCode = 200,
        RequestId = call.RequestId,
        ResponseId = _response.Id,
    };
}
