using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Loopback;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ImageGen.Soak;

/// <summary>
/// The background mode of the Responses API on loopback, with faults. It remembers what it made, as the bill would.
/// </summary>
internal sealed class FaultyService : IAsyncDisposable
{
    private const int ImageLength = 40_000;

    private static readonly Fault[] s_createFaults = [Fault.RateLimited, Fault.ServerError, Fault.Unavailable];

    private static readonly Fault[] s_getFaults =
    [
        Fault.RateLimited, Fault.ServerError, Fault.Unavailable, Fault.GatewayTimeout, Fault.Reset, Fault.Cut,
        Fault.BrokenImage, Fault.Html,
    ];

    private readonly ConcurrentDictionary<string, (string Prompt, int Looks)> _responses = new();
    private readonly ConcurrentDictionary<string, bool> _completed = new();
    private readonly WebApplication _application;
    private readonly double _faultRate;
    private readonly Random _random;
    private int _requests;
    private int _faults;

    private FaultyService(WebApplication application, double faultRate, int seed)
    {
        _application = application;
        _faultRate = faultRate;
        _random = new Random(seed);
        application.MapPost("/v1/responses", CreateAsync);
        application.MapGet("/v1/responses/{id}", GetAsync);
    }

    public Uri BaseUri { get; private set; } = default!;

    public int Requests => _requests;

    public int Faults => _faults;

    /// <summary>How many responses were begun; each is billed.</summary>
    public int Created => _responses.Count;

    /// <summary>How many were seen to their end.</summary>
    public int Completed => _completed.Count;

    /// <summary>Prompts that were made more than once.</summary>
    public int PaidTwice => _responses.Values.GroupBy(response => response.Prompt).Count(group => group.Count() > 1);

    /// <summary>What the usage page tells an owner: the response that was made of a prompt, if one was.</summary>
    public string? Find(string prompt) => _responses.FirstOrDefault(pair => pair.Value.Prompt == prompt).Key;

    public static async Task<FaultyService> StartAsync(double faultRate, int seed)
    {
        FaultyService service = new(LoopbackHost.Build(), faultRate, seed);
        service.BaseUri = new Uri(await LoopbackHost.StartAsync(service._application), "/v1");
        return service;
    }

    /// <summary>The picture of a prompt, the same each time and for that prompt alone.</summary>
    public static byte[] ImageOf(string prompt)
    {
        byte[] image = new byte[ImageLength];
        new Random(BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes(prompt)), 0)).NextBytes(image);
        byte[] start = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A,
            0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 4, 0, 0, 0, 4, 0];
        start.CopyTo(image, 0);
        return image;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task CreateAsync(HttpContext context)
    {
        JsonNode body = (await JsonNode.ParseAsync(context.Request.Body))!;
        if (await RefuseAsync(context, Draw(s_createFaults))) return;

        string prompt = body["input"]![0]!["content"]![0]!["text"]!.GetValue<string>();
        string id = $"resp_{Guid.NewGuid():N}";
        _responses[id] = (prompt, Next(1, 4));
        await WriteAsync(context, $$"""{"id":"{{id}}","status":"queued","store":true,"output":[]}""");
    }

    private async Task GetAsync(HttpContext context, string id)
    {
        Fault fault = Draw(s_getFaults);
        if (fault == Fault.Reset)
        {
            context.Abort();
            return;
        }

        if (await RefuseAsync(context, fault)) return;
        if (!_responses.TryGetValue(id, out (string Prompt, int Looks) response))
        {
            context.Response.StatusCode = 404;
            return;
        }

        _responses[id] = response with { Looks = response.Looks - 1 };
        if (response.Looks > 0)
        {
            context.Response.Headers["openai-poll-after-ms"] = "20";
            await WriteAsync(context, $$"""{"id":"{{id}}","status":"in_progress","store":true,"output":[]}""");
            return;
        }

        _completed[id] = true;
        string answer = Finished(id, Convert.ToBase64String(ImageOf(response.Prompt)), fault);
        if (fault != Fault.Cut)
        {
            await WriteAsync(context, answer);
            return;
        }

        context.Response.ContentLength = answer.Length;
        await context.Response.WriteAsync(answer.Substring(0, Next(1, answer.Length)));
        await context.Response.Body.FlushAsync();
        context.Abort();
    }

    private string Finished(string id, string image, Fault fault)
    {
        int at = Next(0, image.Length);
        string result = fault == Fault.BrokenImage ? image.Substring(0, at) + "*" + image.Substring(at + 1) : image;
        return $$"""
            {"id":"{{id}}","status":"completed","store":true,"output":[{"id":"ig_{{id}}","type":"image_generation_call",
            "status":"completed","result":"{{result}}"}]}
            """;
    }

    private Task WriteAsync(HttpContext context, string json)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json);
    }

    /// <summary>Answers with the refusal that the fault stands for; false for any other.</summary>
    private static async Task<bool> RefuseAsync(HttpContext context, Fault fault)
    {
        int status = fault switch
        {
            Fault.RateLimited => 429,
            Fault.ServerError => 500,
            Fault.Unavailable => 503,
            Fault.GatewayTimeout => 504,
            Fault.Html => 200,
            _ => 0,
        };
        if (status == 0) return false;

        context.Response.StatusCode = status;
        context.Response.Headers["retry-after-ms"] = "20";
        await context.Response.WriteAsync(
            fault is Fault.Html or Fault.GatewayTimeout
                ? "<html>no</html>"
                : """{"error":{"message":"Not now.","type":"server_error"}}""");
        return true;
    }

    private Fault Draw(Fault[] faults)
    {
        Interlocked.Increment(ref _requests);
        lock (_random)
        {
            if (_random.NextDouble() >= _faultRate) return Fault.None;
            _faults++;
            return faults[_random.Next(faults.Length)];
        }
    }

    private int Next(int from, int to)
    {
        lock (_random) return _random.Next(from, to);
    }
}
