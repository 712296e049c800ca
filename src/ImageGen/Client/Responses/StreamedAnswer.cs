using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using ImageGen.Client.Http;
using ImageGen.Client.Lifting;
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
    private readonly LiftedImages _lifted = new(request.CreateSink);
    private readonly List<OutputItem> _received = [];
    private Response _response = new();
    private AIImageException? _broken;
    private bool _ended;

    public async IAsyncEnumerable<GenerationEvent> ReadAsync()
    {
        using LiftedImages lifted = _lifted;
        EventStream stream = new(call, deadline, lifted);
        await foreach ((StreamEvent raw, string? name, ReadOnlyMemory<byte> json) in
            stream.ReadAsync(WireContext.Default.StreamEvent).ConfigureAwait(false))
        {
            StreamEvent current = Named(raw, name);
            if (request.Settings.Trace) yield return new Traced(current.Type ?? "event", call.Describe(json.Span));
            if (Handle(current) is GenerationEvent e) yield return e;
            if (_ended) break;
        }

        _broken ??= stream.Broken;
        if (_broken is not null) _broken.ResponseId ??= _response.Id;
        foreach (GenerationEvent e in Finish(stream)) yield return e;
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
                return _mapper.Partial(e, _lifted, _response.Id) is AIImagePartial partial
                    ? new Previewed(partial)
                    : null;
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
                _broken = ServiceFailure.FromEvent(
                    e.Error, e.Message, e.Code, e.Param, connection, call.RequestId, _response.Id);
                return null;
            default:
                return null;
        }
    }

    private IEnumerable<GenerationEvent> Finish(EventStream stream)
    {
        Response response = _response with { Output = Merge() };
        yield return new Answered(
            call.Method, call.Path, call.Status, call.RequestId, call.Elapsed,
            response.ToolUsage?.ImageGen?.TotalTokens);

        bool isEmpty = true;
        foreach (AIImage image in _mapper.Images(response, _lifted, call.RequestId, call.Elapsed))
        {
            if (isEmpty && (!_ended || _broken is not null))
            {
                yield return new Warned(
                    "The stream broke after the image had arrived. The image is whole; its usage and cost are not known.");
            }

            isEmpty = false;
            yield return new Completed(image);
        }

        if (isEmpty) throw _broken ?? (_ended ? _mapper.Failure(response, call.RequestId) : stream.Incomplete(_response.Id));
    }

    /// <summary>
    /// The items of the last response object, and those that arrived only as events. An item is known by its id; where a
    /// proxy leaves the ids out, by its place among those of its type.
    /// </summary>
    private List<OutputItem> Merge()
    {
        List<OutputItem> items = [.. _response.Output ?? []];
        HashSet<int> matched = [];
        foreach (OutputItem received in _received)
        {
            int index = Enumerable.Range(0, items.Count)
                .Where(at => items[at].Id == received.Id && items[at].Type == received.Type)
                .Where(at => received.Id is not null || matched.Add(at))
                .DefaultIfEmpty(-1)
                .First();
            if (index < 0) items.Add(received);
            else if (received.Result is not null) items[index] = received;
        }

        return items;
    }

    /// <summary>Some services send a preview that nobody asked for.</summary>
    private bool IsAskedFor(StreamEvent e) =>
        request.Options.PartialImages > 0 && e.PartialImageB64 is not null;

    /// <summary>An event's type, which a proxy may have left to the event's name; an error is one in either form.</summary>
    private static StreamEvent Named(StreamEvent e, string? name)
    {
        string? type = e.Type ?? name;
        bool isError = e.Error.ValueKind is JsonValueKind.Object or JsonValueKind.String && type is null or "error";
        return e with { Type = isError ? "error" : type };
    }
}
