using System;
using System.Collections.Concurrent;
using System.IO;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ImageGen.Trial;

/// <summary>
/// The service behind the gateways, on a socket of the file system that all namespaces reach. It counts what would be
/// billed, and finishes what it has begun whether anybody listens or not.
/// </summary>
/// <param name="socket">The socket's path.</param>
internal sealed class Service(string socket)
{
    private readonly ConcurrentDictionary<string, DateTime> _ready = new();
    private WebApplication? _application;
    private int _requests;
    private int _crashes;

    public string Socket { get; } = socket;

    /// <summary>How long a picture takes.</summary>
    public TimeSpan Render { get; set; }

    /// <summary>So many of the next requests end in a crash, in the middle of their picture.</summary>
    public int Crashes
    {
        get => _crashes;
        set => _crashes = value;
    }

    /// <summary>Requests for an image that came whole: each is billed.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Done when the next request has come.</summary>
    public TaskCompletionSource Asked { get; private set; } = new();

    public void Reset()
    {
        _requests = 0;
        _crashes = 0;
        Render = TimeSpan.FromMilliseconds(200);
        Asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public async Task StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.Limits.MaxRequestBodySize = null;
            options.ListenUnixSocket(Socket);
        });
        _application = builder.Build();
        _application.MapPost("/v1/responses", CreateAsync);
        _application.MapGet("/v1/responses/{id}", GetAsync);
        _application.MapPost("/v1/images/{kind}", DrawAsync);
        _application.MapGet("/v1/models", context => WriteAsync(context, """{"object":"list","data":[]}"""));
        await _application.StartAsync();
    }

    public async Task StopAsync()
    {
        if (_application is WebApplication application) await application.DisposeAsync();
        _application = null;
    }

    private async Task CreateAsync(HttpContext context)
    {
        JsonNode body = JsonNode.Parse(await ReadAsync(context))!;
        if (await CrashesAsync(context)) return;

        string id = $"resp_{Guid.NewGuid():N}";
        _ready[id] = DateTime.UtcNow + Render;
        bool isBackground = body["background"]?.GetValue<bool>() == true;
        if (body["stream"]?.GetValue<bool>() == true)
        {
            await StreamAsync(context, id);
            return;
        }

        if (!isBackground) await Task.Delay(Render, context.RequestAborted);
        await WriteAsync(context, isBackground ? Answers.UnderWay(id) : Answers.Completed(id));
    }

    private async Task StreamAsync(HttpContext context, string id)
    {
        context.Response.ContentType = "text/event-stream";
        foreach (string e in Answers.Beginning(id)) await WriteEventAsync(context, e);
        await Task.Delay(Render, context.RequestAborted);
        foreach (string e in Answers.End(id)) await WriteEventAsync(context, e);
    }

    private async Task GetAsync(HttpContext context, string id)
    {
        if (context.Request.Query.ContainsKey("stream"))
        {
            context.Response.StatusCode = 400;
            await WriteAsync(context, """{"error":{"message":"The response is not in the background."}}""");
            return;
        }

        bool isKnown = _ready.TryGetValue(id, out DateTime ready);
        if (!isKnown) context.Response.StatusCode = 404;
        string answer = ready > DateTime.UtcNow ? Answers.UnderWay(id) : Answers.Completed(id);
        await WriteAsync(context, isKnown ? answer : "{}");
    }

    private async Task DrawAsync(HttpContext context)
    {
        await ReadAsync(context);
        if (await CrashesAsync(context)) return;

        await Task.Delay(Render, context.RequestAborted);
        await WriteAsync(context, Answers.Images);
    }

    /// <summary>Reads a request to its end; from then on it is billed.</summary>
    private async Task<byte[]> ReadAsync(HttpContext context)
    {
        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body);
        Interlocked.Increment(ref _requests);
        Asked.TrySetResult();
        return body.ToArray();
    }

    /// <summary>What a gateway sees of a process that dies.</summary>
    private async Task<bool> CrashesAsync(HttpContext context)
    {
        if (Interlocked.Decrement(ref _crashes) < 0) return false;

        await Task.Delay(Render / 2);
        context.Abort();
        return true;
    }

    private static Task WriteAsync(HttpContext context, string json)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers["x-request-id"] = $"req_{Guid.NewGuid():N}";
        return context.Response.WriteAsync(json);
    }

    private static async Task WriteEventAsync(HttpContext context, string e)
    {
        await context.Response.WriteAsync(e);
        await context.Response.Body.FlushAsync();
    }
}
