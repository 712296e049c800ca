using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace ImageGen.Tests.Support;

/// <summary>
/// A service that works in the background: it takes requests over as resp_1, resp_2 and so on, and each look at one of
/// them finds what the test put there. The last look is repeated.
/// </summary>
internal sealed class BackgroundService : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, int> _seen = new();
    private readonly TaskCompletionSource<string> _isCancelled = new(
        TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;

    private BackgroundService()
    {
    }

    public LoopbackService Service { get; private set; } = default!;

    /// <summary>What looks find, by their number for each response.</summary>
    public IReadOnlyList<Look> Looks { get; set; } = [Support.Looks.Whole];

    /// <summary>Overrules the looks for some responses.</summary>
    public Dictionary<string, Look> LookOf { get; } = [];

    /// <summary>The answer to a POST; taken over as queued when null.</summary>
    public Look? Creation { get; set; }

    /// <summary>The answer to a cancellation; cancelled when null.</summary>
    public Look? Cancellation { get; set; }

    /// <summary>Done with the id of the first response that was cancelled.</summary>
    public Task<string> Cancelled => _isCancelled.Task.Soon();

    public int Posts => Count(request => request is { Method: "POST", Path: "/v1/responses" });

    public int Gets => Count(request => request.Method == "GET");

    public int Cancels => Count(request => request.Path.EndsWith("/cancel", StringComparison.Ordinal));

    /// <summary>The ids that were deleted.</summary>
    public IReadOnlyList<string> Deleted =>
        [.. Service.Requests.Where(request => request.Method == "DELETE").Select(
            request => request.Path.Split('/')[^1])];

    public static async Task<BackgroundService> StartAsync(params Look[] looks)
    {
        BackgroundService background = new();
        if (looks.Length > 0) background.Looks = looks;
        background.Service = await LoopbackService.StartAsync(background.AnswerAsync);
        return background;
    }

    public ValueTask DisposeAsync() => Service.DisposeAsync();

    private int Count(Func<ReceivedRequest, bool> condition) => Service.Requests.Count(condition);

    private Task AnswerAsync(HttpContext context, ReceivedRequest request)
    {
        string[] parts = request.Path.Split('?')[0].Split('/');
        switch (request.Method)
        {
            case "POST" when parts[^1] == "cancel":
                _isCancelled.TrySetResult(parts[^2]);
                return (Cancellation ?? Support.Looks.Cancelled)(context, parts[^2]);
            case "POST":
                string id = $"resp_{Interlocked.Increment(ref _count)}";
                return (Creation ?? Support.Looks.Queued)(context, id);
            case "DELETE":
                return LoopbackService.WriteJsonAsync(context, $$"""{"id":"{{parts[^1]}}","deleted":true}""");
            default:
                int number = _seen.AddOrUpdate(parts[^1], 0, (_, last) => last + 1);
                Look look = LookOf.TryGetValue(parts[^1], out Look? own)
                    ? own : Looks[Math.Min(number, Looks.Count - 1)];
                return look(context, parts[^1]);
        }
    }
}
