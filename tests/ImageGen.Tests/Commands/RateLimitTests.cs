using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>A rate limit that one request meets, and the pace that the user sets, hold back all.</summary>
public sealed class RateLimitTests
{
    private static readonly TimeSpan s_hold = TimeSpan.FromMilliseconds(600);

    [Fact]
    public async Task A_limit_that_one_meets_holds_back_the_others()
    {
        ConcurrentQueue<(string Prompt, TimeSpan At)> arrivals = new();
        TaskCompletionSource second = new();
        TaskCompletionSource met = new();
        TimeSpan refused = TimeSpan.Zero;
        Stopwatch watch = Stopwatch.StartNew();
        await using LoopbackService service = await LoopbackService.StartAsync(async (context, request) =>
        {
            string prompt = new[] { "one", "two", "three", "four" }
                .Single(word => request.Text.Contains($"\"{word}\""));
            bool isFirst = !arrivals.Any(arrival => arrival.Prompt == prompt);
            arrivals.Enqueue((prompt, watch.Elapsed));
            if (prompt == "one" && isFirst)
            {
                await second.Task.Soon();
                refused = watch.Elapsed;
                await LoopbackService.WriteJsonAsync(
                    context, Samples.Error("slow down"), 429, ("retry-after-ms", $"{s_hold.TotalMilliseconds}"));
                return;
            }

            if (prompt == "two")
            {
                second.SetResult();
                await met.Task.Soon();
            }

            await LoopbackService.WriteJsonAsync(context, Samples.Response());
        });
        using ModuleSession session = ModuleSession.With(service);
        using PowerShell shell = session.Create(
            "'one', 'two', 'three', 'four' | New-AIImage -ThrottleLimit 2 -Verbose");
        shell.Streams.Verbose.DataAdded += (_, e) =>
        {
            if (shell.Streams.Verbose[e.Index].Message.StartsWith("Retry 1", StringComparison.Ordinal))
            {
                met.TrySetResult();
            }
        };

        PSDataCollection<PSObject> output = await shell.InvokeAsync().Soon();

        Assert.Equal(4, output.Count);
        Assert.Equal(["one", "two"], arrivals.Take(2).Select(arrival => arrival.Prompt).Order());
        Assert.All(arrivals.Skip(2), arrival => Assert.True(arrival.At - refused >= s_hold * 0.95, $"{arrival}"));
        Assert.Contains(
            shell.Streams.Verbose, record => record.Message.StartsWith("Waiting ", StringComparison.Ordinal));
        Assert.Equal(5, arrivals.Count);
    }

    [Fact]
    public async Task An_answer_that_says_that_nothing_remains_holds_back_the_next()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(
            Samples.Response(), 200, ("x-ratelimit-remaining-requests", "0"), ("x-ratelimit-reset-requests", "90s"));
        using ModuleSession session = ModuleSession.With(service);

        await RunUntilHeldAsync(session, "'one', 'two' | New-AIImage -Verbose", 1);

        Assert.Single(service.Requests);
    }

    [Theory]
    [InlineData(503)]
    [InlineData(429)]
    public async Task A_gateway_that_admits_one_request_at_a_time_loses_no_row(int status)
    {
        TimeSpan interval = TimeSpan.FromMilliseconds(60);
        GatewayAnswer refusal = GatewayAnswer.Limits.First(limit => limit.Status == status);
        object admission = new();
        Stopwatch watch = Stopwatch.StartNew();
        TimeSpan next = TimeSpan.Zero;
        await using LoopbackService service = await LoopbackService.StartAsync(async (context, _) =>
        {
            bool isAdmitted;
            lock (admission)
            {
                isAdmitted = watch.Elapsed >= next;
                if (isAdmitted) next = watch.Elapsed + interval;
            }

            if (isAdmitted)
            {
                await LoopbackService.WriteJsonAsync(context, Samples.Response());
                return;
            }

            context.Response.StatusCode = status;
            context.Response.ContentType = refusal.ContentType;
            await context.Response.WriteAsync(refusal.Body);
        });
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run(
            "1..20 | ForEach-Object { \"boat $_\" } | New-AIImage -ThrottleLimit 8 -Verbose").ThrowIfFailed();

        Assert.Equal(20, result.Images.Count);
        Assert.Equal(20, result.Verbose.Count(line => line.Contains("status 200")));
        Assert.Equal(service.Requests.Count - 20, result.Verbose.Count(line => line.Contains($"status {status}")));
        Assert.Contains(result.Verbose, line => line.StartsWith("Waiting ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_limit_is_not_waited_for_longer_than_the_request_may_take()
    {
        int asked = 0;
        await using LoopbackService service = await LoopbackService.StartAsync((context, _) =>
            Interlocked.Increment(ref asked) == 1
                ? LoopbackService.WriteJsonAsync(context, Samples.Response())
                : LoopbackService.WriteJsonAsync(context, "{}", 503));
        using ModuleSession session = ModuleSession.With(service);
        session.Clock = new StillClock();

        RunResult result = session.Run("'one', 'two' | New-AIImage -TimeoutSec 2");

        Assert.Single(result.Images);
        Assert.Equal("ServiceUnavailable", result.ErrorId);
    }

    [Theory]
    [InlineData("New-AIImage -ThrottleLimit 5")]
    [InlineData("New-AIImage")]
    [InlineData("New-AIImage -Api Images -Count 1 -ThrottleLimit 2")]
    public async Task A_pace_lets_no_burst_pass(string command)
    {
        await using LoopbackService service = await LoopbackService.StartAsync((context, request) =>
            LoopbackService.WriteJsonAsync(
                context,
                request.Path.EndsWith("responses", StringComparison.Ordinal)
                    ? Samples.Response()
                    : $$"""{"created":1,"data":[{"b64_json":"{{Samples.PngBase64}}"}]}"""));
        using ModuleSession session = new();
        session.Run(
            $"Connect-AIImageService -ApiKey '{LoopbackService.Key}' -BaseUri '{service.BaseUri}' -ImagesPerMinute 2")
                .ThrowIfFailed();

        await RunUntilHeldAsync(session, $"'one', 'two', 'three', 'four' | {command} -Verbose", 1);

        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task What_orders_no_image_is_not_held_back_by_the_pace()
    {
        await using BackgroundService service = await BackgroundService.StartAsync(
            Looks.Queued, Looks.Queued, Looks.Whole);
        using ModuleSession session = new();
        session.Run(
            $"Connect-AIImageService -ApiKey '{LoopbackService.Key}' -BaseUri '{service.Service.BaseUri}' "
            + "-ImagesPerMinute 1")
            .ThrowIfFailed();

        RunResult result = session.Run("New-AIImage one -Durable -Verbose").ThrowIfFailed();

        Assert.Single(result.Images);
        Assert.Equal(3, service.Gets);
        Assert.DoesNotContain(result.Verbose, line => line.StartsWith("Waiting", StringComparison.Ordinal));
    }

    /// <summary>Runs until something is held back and so many images are out, and stops it then.</summary>
    private static async Task RunUntilHeldAsync(ModuleSession session, string script, int images)
    {
        using PowerShell shell = session.Create(script);
        TaskCompletionSource held = new();
        TaskCompletionSource made = new();
        shell.Streams.Verbose.DataAdded += (_, e) =>
        {
            if (shell.Streams.Verbose[e.Index].Message.StartsWith("Waiting ", StringComparison.Ordinal))
            {
                held.TrySetResult();
            }
        };
        PSDataCollection<PSObject> output = [];
        output.DataAdded += (_, _) =>
        {
            if (output.Count == images) made.TrySetResult();
        };
        IAsyncResult run = shell.BeginInvoke<PSObject, PSObject>(null, output);

        await held.Task.Soon();
        await made.Task.Soon();
        await Task.Run(shell.Stop).Soon();

        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(run));
        Assert.Equal(images, output.Count);
        Assert.Empty(shell.Streams.Error);
    }
}
