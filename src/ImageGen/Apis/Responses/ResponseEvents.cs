using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using ImageGen.Http;
using ImageGen.Lifting;
using ImageGen.Service;

namespace ImageGen.Apis.Responses;

/// <summary>What the events of a response have reported so far, over all its connections.</summary>
internal sealed class ResponseEvents(
    ServiceConnection connection, ResponseMapper mapper, bool wantsPartials) : IEventGrammar<StreamEvent>
{
    private readonly List<OutputItem> _items = [];
    private int _lastBeforeBreak = -1;

    public bool HasNoPreviews => false;

    public int MissingImages => 1;

    /// <summary>The call whose answer is read, of the last connection.</summary>
    public ServiceCall Call { get; set; } = default!;

    /// <summary>Time since the request for the image was sent.</summary>
    public required Func<TimeSpan> Elapsed { get; init; }

    /// <summary>The response as the last event that held it.</summary>
    public Response Response { get; private set; } = new();

    public string? ResponseId => Response.Id;

    /// <summary>The highest number of an event; -1 before the first.</summary>
    public int LastNumber { get; private set; } = -1;

    /// <summary>True after the event that ends the response.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Why the connection broke, or what the service gave as an error.</summary>
    public AIImageException? Failure { get; private set; }

    /// <summary>True once an image is here.</summary>
    public bool HasImage => _items.Any(item => item.Result is { Text.Length: > 0 });

    public Received DescribeRescued(ReceivedImage image) =>
        mapper.Rescued(ResponseId, image, Call.RequestId, Elapsed());

    /// <inheritdoc/>
    /// <remarks>An error is one with or without a type.</remarks>
    public string? TypeOf(StreamEvent e, string? name)
    {
        string? type = e.Type ?? name;
        bool isError = e.Error.ValueKind is JsonValueKind.Object or JsonValueKind.String && type is null or "error";
        return isError ? "error" : type;
    }

    /// <inheritdoc/>
    /// <remarks>An event that came before the last break is passed over.</remarks>
    public GenerationEvent? Read(StreamEvent e, string? type, LiftedImages lifted, ServiceCall call)
    {
        if (e.SequenceNumber is int number)
        {
            if (number <= _lastBeforeBreak) return null;
            LastNumber = Math.Max(LastNumber, number);
        }

        switch (type)
        {
            case "response.created":
            case "response.queued":
            case "response.in_progress":
                bool isFirst = Response.Id is null;
                Response = e.Response is Response early ? ResponseMapper.WithoutUsage(early) : Response;
                return isFirst && Response.Id is string id ? new Started(id, Response.Status) : null;
            case "response.image_generation_call.generating":
                return new Progressed("generating");
            case "response.image_generation_call.partial_image" when wantsPartials && e.PartialImageB64 is not null:
                return mapper.Partial(e, lifted, Response.Id) is AIImagePartial partial ? new Previewed(partial) : null;
            case "response.output_item.done" when e.Item is not null:
                _items.Add(e.Item);
                return e.Item.Type == OutputItem.ImageGenerationCall ? new Progressed("completing") : null;
            case "response.completed":
            case "response.failed":
            case "response.incomplete":
                HasEnded = true;
                Failure = null;
                Response = e.Response ?? Response;
                return null;
            case "error":
                HasEnded = true;
                Failure = ServiceFailure.FromEvent(
                    e.Error, e.Message, e.Code, e.Param, connection, call.RequestId, Response.Id);
                return null;
            default:
                return null;
        }
    }

    /// <summary>Notes that the connection broke, and why if that is known.</summary>
    public void Break(AIImageException? failure)
    {
        Failure = failure;
        _lastBeforeBreak = LastNumber;
    }

    /// <summary>
    /// The response with its own items, and those that arrived only as events. An item is known by its id; where a
    /// proxy leaves the ids out, by its place among those of its type.
    /// </summary>
    public Response Merge()
    {
        List<OutputItem> items = [.. Response.Output ?? []];
        HashSet<int> matched = [];
        foreach (OutputItem received in _items)
        {
            int index = Enumerable.Range(0, items.Count)
                .Where(at => items[at].Id == received.Id && items[at].Type == received.Type)
                .Where(at => received.Id is not null || matched.Add(at))
                .DefaultIfEmpty(-1)
                .First();
            if (index < 0) items.Add(received);
            else if (received.Result is not null) items[index] = received;
        }

        return Response with { Output = items };
    }
}
