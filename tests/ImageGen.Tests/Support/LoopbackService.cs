using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using ImageGen.Loopback;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ImageGen.Tests.Support;

/// <summary>A service on loopback that answers as each test tells it, and remembers what it was sent.</summary>
internal sealed class LoopbackService : IAsyncDisposable
{
    public const string Key = "sk-test-0123456789abcdef";

    private readonly WebApplication _application;
    private readonly ConcurrentQueue<ReceivedRequest> _requests = new();

    private LoopbackService(WebApplication application, Func<HttpContext, ReceivedRequest, Task> answer)
    {
        _application = application;
        application.Run(async context =>
        {
            using MemoryStream body = new();
            await context.Request.Body.CopyToAsync(body);
            ReceivedRequest request = new(
                context.Request.Method,
                context.Request.Path + context.Request.QueryString,
                context.Request.Headers.ToDictionary(
                    header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                body.ToArray());
            _requests.Enqueue(request);
            await answer(context, request);
        });
    }

    public Uri BaseUri { get; private set; } = default!;

    public IReadOnlyList<ReceivedRequest> Requests => [.. _requests];

    public static async Task<LoopbackService> StartAsync(Func<HttpContext, ReceivedRequest, Task> answer)
    {
        LoopbackService service = new(LoopbackHost.Build(), answer);
        service.BaseUri = new Uri(await LoopbackHost.StartAsync(service._application), "/v1");
        return service;
    }

    /// <summary>A service that gives the same JSON to every request.</summary>
    public static Task<LoopbackService> StartAsync(string json, int status = 200, params (string, string)[] headers) =>
        StartAsync((context, _) => WriteJsonAsync(context, json, status, headers));

    public static async Task WriteJsonAsync(
        HttpContext context, string json, int status = 200, params (string Name, string Value)[] headers)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        foreach ((string name, string value) in headers) context.Response.Headers[name] = value;
        await context.Response.WriteAsync(json);
    }

    /// <summary>Writes one event of a stream and flushes it.</summary>
    public static async Task WriteEventAsync(HttpContext context, string type, string json)
    {
        if (!context.Response.HasStarted) context.Response.ContentType = "text/event-stream; charset=utf-8";
        await context.Response.WriteAsync($"event: {type}\ndata: {json}\n\n");
        await context.Response.Body.FlushAsync();
    }

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();
}

/// <summary>A request as the service saw it.</summary>
internal sealed record ReceivedRequest(
    string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <summary>The body as text; bytes that are none are kept one to one.</summary>
    public string Text => Encoding.Latin1.GetString(Body);

    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();
}
