using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Service;

namespace ImageGen.Tests.Support;

/// <summary>
/// A service without sockets: a table of routes, each with a queue of answers. A request that no answer waits for
/// fails the test.
/// </summary>
internal sealed class StubHandler : HttpMessageHandler
{
    public const string Key = "sk-test-0123456789abcdef";

    private readonly Dictionary<string, Queue<StubAnswer>> _routes = [];
    private readonly List<ReceivedRequest> _requests = [];

    /// <summary>Everything that arrived; a request that was refused before it was sent has no body.</summary>
    public IReadOnlyList<ReceivedRequest> Requests => _requests;

    public ServiceConnection Connect(string? key = Key) => ServiceConnection.ForTransport(
        new HttpMessageInvoker(this), key is null ? null : new ServiceKey(key, "test"));

    public StubHandler On(string route, StubAnswer answer)
    {
        if (!_routes.TryGetValue(route, out Queue<StubAnswer>? queue)) _routes[route] = queue = new Queue<StubAnswer>();
        queue.Enqueue(answer);
        return this;
    }

    public StubHandler OnCreate(StubAnswer answer) => On("POST /v1/responses", answer);

    public StubHandler OnCreate(int status, string body, params (string, string)[] headers) =>
        OnCreate(StubAnswer.Of(status, Encoding.UTF8.GetBytes(body), "application/json", headers));

    public StubHandler OnCreateStream(string transcript) =>
        OnCreate(StubAnswer.Of(200, Encoding.UTF8.GetBytes(transcript), "text/event-stream"));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        string route = $"{request.Method} {request.RequestUri!.AbsolutePath}";
        if (!_routes.TryGetValue(route, out Queue<StubAnswer>? queue) || !queue.TryDequeue(out StubAnswer? answer))
        {
            throw new InvalidOperationException($"The stub expects no '{route}'.");
        }

        byte[] body = answer.TakesBody && request.Content is HttpContent content
            ? await content.ReadAsByteArrayAsync(token)
            : [];
        _requests.Add(new ReceivedRequest(
            request.Method.Method,
            request.RequestUri.AbsolutePath,
            request.Headers.Concat(
                request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
                .ToDictionary(header => header.Key, header => string.Join(", ", header.Value)),
            body));
        return await answer.Respond(token);
    }
}

/// <summary>One answer of a stub, given before or after the request's body was taken.</summary>
internal sealed record StubAnswer(Func<CancellationToken, Task<HttpResponseMessage>> Respond, bool TakesBody = true)
{
    /// <summary>The connection cannot be made.</summary>
    public static StubAnswer Refused =>
        new(_ => throw new HttpRequestException("Connection refused"), TakesBody: false);

    /// <summary>The connection breaks after the request has left.</summary>
    public static StubAnswer Lost => new(_ => throw new HttpRequestException("Connection reset by peer"));

    /// <summary>No answer ever, while the clock goes from limit to limit.</summary>
    public static StubAnswer HeldBy(StillClock clock) => new(async token =>
    {
        await clock.RunWhileQuietAsync(token);
        throw new InvalidOperationException("The clock stopped.");
    });

    /// <summary>No answer ever.</summary>
    public static StubAnswer Silent => new(async token =>
    {
        await Task.Delay(Timeout.Infinite, token);
        throw new InvalidOperationException();
    });

    public static StubAnswer Of(
        int status, byte[] body, string mediaType = "application/json", params (string, string)[] headers) =>
        Of(status, new ByteArrayContent(body), mediaType, headers);

    public static StubAnswer Of(
        int status, HttpContent body, string mediaType = "application/json", params (string, string)[] headers) =>
        new(_ =>
        {
            body.Headers.TryAddWithoutValidation("Content-Type", mediaType);
            HttpResponseMessage message = new((HttpStatusCode)status) { Content = body };
            foreach ((string name, string value) in headers) message.Headers.TryAddWithoutValidation(name, value);
            return Task.FromResult(message);
        });
}
