using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
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
            string prompt = new[] { "one", "two", "three", "four" }.Single(word => request.Text.Contains($"\"{word}\""));
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
        using PowerShell shell = session.Create("'one', 'two', 'three', 'four' | New-AIImage -ThrottleLimit 2 -Verbose");
        shell.Streams.Verbose.DataAdded += (_, e) =>
        {
            if (shell.Streams.Verbose[e.Index].Message.StartsWith("Retry 1", StringComparison.Ordinal)) met.TrySetResult();
        };

        PSDataCollection<PSObject> output = await shell.InvokeAsync().Soon();

        Assert.Equal(4, output.Count);
        Assert.Equal(["one", "two"], arrivals.Take(2).Select(arrival => arrival.Prompt).Order());
        Assert.All(arrivals.Skip(2), arrival => Assert.True(arrival.At - refused >= s_hold * 0.95, $"{arrival}"));
        Assert.Contains(shell.Streams.Verbose, record => record.Message.StartsWith("Held back for", StringComparison.Ordinal));
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
    [InlineData("New-AIImage -ThrottleLimit 5")]
    [InlineData("New-AIImage")]
    [InlineData("New-AIImage -Api Images -Count 1 -ThrottleLimit 2")]
    public async Task A_pace_lets_so_many_images_leave_within_a_minute(string command)
    {
        await using LoopbackService service = await LoopbackService.StartAsync((context, request) =>
            LoopbackService.WriteJsonAsync(
                context,
                request.Path.EndsWith("responses", StringComparison.Ordinal)
                    ? Samples.Response()
                    : $$"""{"created":1,"data":[{"b64_json":"{{Samples.PngBase64}}"}]}"""));
        using ModuleSession session = new();
        session.Run(
            $"Connect-AIImageService -ApiKey '{LoopbackService.Key}' -BaseUri '{service.BaseUri}' -ImagesPerMinute 2").ThrowIfFailed();

        await RunUntilHeldAsync(session, $"'one', 'two', 'three', 'four' | {command} -Verbose", 2);

        Assert.Equal(2, service.Requests.Count);
    }

    [Fact]
    public async Task What_orders_no_image_is_not_held_back_by_the_pace()
    {
        await using BackgroundService service = await BackgroundService.StartAsync(Looks.Queued, Looks.Queued, Looks.Whole);
        using ModuleSession session = new();
        session.Run(
            $"Connect-AIImageService -ApiKey '{LoopbackService.Key}' -BaseUri '{service.Service.BaseUri}' -ImagesPerMinute 1")
            .ThrowIfFailed();

        RunResult result = session.Run("New-AIImage one -Durable -Verbose").ThrowIfFailed();

        Assert.Single(result.Images);
        Assert.Equal(3, service.Gets);
        Assert.DoesNotContain(result.Verbose, line => line.StartsWith("Held back", StringComparison.Ordinal));
    }

    /// <summary>Runs until something is held back and so many images are out, and stops it then.</summary>
    private static async Task RunUntilHeldAsync(ModuleSession session, string script, int images)
    {
        using PowerShell shell = session.Create(script);
        TaskCompletionSource held = new();
        TaskCompletionSource made = new();
        shell.Streams.Verbose.DataAdded += (_, e) =>
        {
            if (shell.Streams.Verbose[e.Index].Message.StartsWith("Held back for", StringComparison.Ordinal)) held.TrySetResult();
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
