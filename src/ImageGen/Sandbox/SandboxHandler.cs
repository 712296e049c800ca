using System;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace ImageGen.Sandbox;

/// <summary>
/// Answers like the service, offline and repeatably. Only the end of the path counts, so any base address will do.
/// A prompt with `[blocked]` rehearses a rejection by moderation, one with `[fail]` a failed response.
/// </summary>
internal sealed class SandboxHandler : HttpMessageHandler
{
    private const long DefaultCapacity = 64L * 1024 * 1024;
    private readonly OccurrenceCounter _occurrences = new();
    private readonly ResponseStore _store;

    public SandboxHandler()
        : this(DefaultCapacity)
    {
    }

    /// <summary>A sandbox that remembers about as many bytes of responses as given.</summary>
    public SandboxHandler(long capacity) => _store = new ResponseStore(capacity);

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        byte[] body = await ReadBodyAsync(request).ConfigureAwait(false);
        return await Cancellable.RunAsync(() => Answer(request, body, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
    }

    private static async Task<byte[]> ReadBodyAsync(HttpRequestMessage request) =>
        request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync().ConfigureAwait(false);

    private HttpResponseMessage Answer(HttpRequestMessage request, byte[] body, CancellationToken cancellationToken)
    {
        SandboxRoute route = SandboxRoute.Of(request);
        ulong hash = StableHash.Of(StableHash.Of($"{route.Method} {route.Path}"), StableHash.Of(body));
        ulong occurrence = _occurrences.Next(hash);
        ulong identity = StableHash.Of(hash, occurrence);
        HttpResponseMessage reply;
        try
        {
            reply = Dispatch(request, route, body, identity, occurrence, cancellationToken);
        }
        catch (Refusal refusal)
        {
            reply = ReplyFactory.Error(refusal);
        }

        reply.RequestMessage = request;
        ReplyFactory.AddHeaders(reply, identity);
        return reply;
    }

    private HttpResponseMessage Dispatch(
        HttpRequestMessage request,
        SandboxRoute route,
        byte[] body,
        ulong identity,
        ulong occurrence,
        CancellationToken cancellationToken)
    {
        switch (route.Name, route.Method)
        {
            case ("responses", "POST"):
                CheckContentType(request);
                return Create(body, identity, occurrence, cancellationToken);
            case ("response", "GET"):
                return Poll(route, cancellationToken);
            case ("response", "DELETE"):
                _store.Delete(route.Id);
                return ReplyFactory.Json(ResponseWriter.ToBytes(writer => WriteDeleted(writer, route.Id)));
            case ("cancel", "POST"):
                return Cancel(route.Id);
            case ("models", "GET"):
                return ReplyFactory.Json(ResponseWriter.ToBytes(ModelListWriter.Write));
            case ("", _):
                throw new Refusal(404, $"Invalid URL ({route.Method} {route.Path})", null, null);
            default:
                throw new Refusal(405, $"Not allowed to {route.Method} on {route.Path}.", null, null);
        }
    }

    private HttpResponseMessage Create(
        byte[] body, ulong identity, ulong occurrence, CancellationToken cancellationToken)
    {
        ResponseRequest request;
        using (JsonDocument document = Parse(body))
            request = ResponseRequestReader.Read(document.RootElement);
        CheckModeration(request.Input.Prompt);
        PictureContext context = new ContextResolver(_store, cancellationToken).Resolve(request);
        SandboxResponse response = new(request, context, identity, occurrence);
        if (request.Background)
            _store.Keep(response);
        if (request.Stream)
            return ReplyFactory.Events(new EventSequence(response, _store));
        if (!request.Background)
            Finish(response, cancellationToken);
        return ReplyFactory.Json(ResponseWriter.ToBytes(response));
    }

    /// <summary>Each look at a background response moves it one step: queued, in progress, done.</summary>
    private HttpResponseMessage Poll(SandboxRoute route, CancellationToken cancellationToken)
    {
        if (route.Query.IndexOf("stream=true", StringComparison.OrdinalIgnoreCase) >= 0)
            throw Refusal.Unsupported("The sandbox does not resume streams.", "stream");
        SandboxResponse response = _store.Get(route.Id);
        if (response.Status == "queued")
            response.Start();
        else
            Finish(response, cancellationToken);
        return ReplyFactory.Json(ResponseWriter.ToBytes(response));
    }

    private HttpResponseMessage Cancel(string id)
    {
        SandboxResponse response = _store.Get(id);
        if (!response.Request.Background)
            throw new Refusal(400, "Cannot cancel a synchronous response.", null, null);
        response.Cancel();
        return ReplyFactory.Json(ResponseWriter.ToBytes(response));
    }

    private void Finish(SandboxResponse response, CancellationToken cancellationToken)
    {
        if (response.IsFinal)
            return;
        response.Finish(cancellationToken);
        if (response.Request.Store)
            _store.Keep(response);
    }

    private static void CheckContentType(HttpRequestMessage request)
    {
        string? type = request.Content?.Headers.ContentType?.MediaType;
        if (type != "application/json")
        {
            throw new Refusal(
                400,
                $"Unsupported content type: '{type}'. This API method only accepts 'application/json' requests.",
                null,
                "unsupported_content_type");
        }
    }

    private static JsonDocument Parse(byte[] body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            throw new Refusal(400, "We could not parse the JSON body of your request.", null, null);
        }
    }

    private static void CheckModeration(string prompt)
    {
        if (prompt.IndexOf("[blocked]", StringComparison.OrdinalIgnoreCase) < 0)
            return;
        throw new Refusal(400, "Your request was rejected by the safety system.", null, "moderation_blocked")
        {
            Type = "image_generation_user_error",
            ModerationCategories = ["sandbox"],
        };
    }

    private static void WriteDeleted(Utf8JsonWriter writer, string id)
    {
        writer.WriteStartObject();
        writer.WriteString("id", id);
        writer.WriteString("object", "response.deleted");
        writer.WriteBoolean("deleted", true);
        writer.WriteEndObject();
    }
}
