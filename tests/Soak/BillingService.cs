using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Loopback;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ImageGen.Soak;

/// <summary>The Images API on loopback. It remembers what each request is billed, and refuses or loses some.</summary>
internal sealed class BillingService : IAsyncDisposable
{
    private const decimal PriceOfToken = 0.00003m;
    private const string Image =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=";

    private readonly ConcurrentDictionary<string, decimal> _bill = new();
    private readonly WebApplication _application;
    private readonly ConcurrentQueue<string> _prompts = new();
    private int _requests;

    private BillingService(WebApplication application)
    {
        _application = application;
        application.MapPost("/v1/images/generations", AnswerAsync);
    }

    public Uri BaseUri { get; private set; } = default!;

    /// <summary>Requests that arrived.</summary>
    public int Requests => _requests;

    /// <summary>What is billed, by request id.</summary>
    public ConcurrentDictionary<string, decimal> Bill => _bill;

    /// <summary>What each request was about.</summary>
    public IReadOnlyCollection<string> Prompts => _prompts;

    public static async Task<BillingService> StartAsync()
    {
        BillingService service = new(LoopbackHost.Build());
        service.BaseUri = new Uri(await LoopbackHost.StartAsync(service._application), "/v1");
        return service;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    /// <summary>
    /// One in ten is refused, and costs nothing; one in twenty answers from a gateway after it was billed.
    /// </summary>
    private async Task AnswerAsync(HttpContext context)
    {
        JsonNode? body = await JsonNode.ParseAsync(context.Request.Body);
        _prompts.Enqueue((string)body!["prompt"]!);
        int number = Interlocked.Increment(ref _requests);
        string id = $"req_{number}";
        context.Response.Headers["x-request-id"] = id;
        context.Response.ContentType = "application/json";
        if (number % 10 == 3)
        {
            context.Response.StatusCode = 400;
            await context.Response.WriteAsync("""{"error":{"message":"no","code":"moderation_blocked"}}""");
            return;
        }

        int tokens = 100 + number * 37 % 96;
        _bill[id] = tokens * PriceOfToken;
        if (number % 20 == 7)
        {
            context.Response.StatusCode = 504;
            await context.Response.WriteAsync("gateway");
            return;
        }

        await context.Response.WriteAsync(string.Create(
            CultureInfo.InvariantCulture,
            $$$"""
            {"created":1,"data":[{"b64_json":"{{{Image}}}"}],"usage":{"input_tokens":0,"output_tokens":{{{tokens}}},
             "input_tokens_details":{"image_tokens":0,"text_tokens":0},"total_tokens":{{{tokens}}}}}
            """));
    }
}
