using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>-ThrottleLimit: how many requests are at the service at once, and what becomes of each.</summary>
public sealed class ThrottleTests
{
    [Theory]
    [InlineData("New-AIImage -ThrottleLimit 6")]
    [InlineData("New-AIImage -ThrottleLimit 6 -Api Images")]
    public async Task So_many_run_at_once_and_never_more(string command)
    {
        Crowd crowd = new(6);
        await using LoopbackService service = await LoopbackService.StartAsync((context, request) => crowd.PassAsync(
            () => LoopbackService.WriteJsonAsync(
                context, request.Path.EndsWith("responses", StringComparison.Ordinal)
                    ? Samples.Response() : OneImage)));
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = await Task.Run(
            () => session.Run($"1..20 | ForEach-Object {{ \"p$_\" }} | {command}")).Soon();

        Assert.Equal(
            Enumerable.Range(0, 20).Select(index => $"{index} p{index + 1}"),
            result.ThrowIfFailed().Images.OrderBy(image => image.Index)
                .Select(image => $"{image.Index} {image.Prompt}"));
        Assert.Equal((6, 20), (crowd.Most, service.Requests.Count));
    }

    [Fact]
    public async Task One_at_a_time_keeps_the_order_of_the_input()
    {
        Crowd crowd = new(1);
        await using LoopbackService service = await LoopbackService.StartAsync((context, _) =>
            crowd.PassAsync(() => LoopbackService.WriteJsonAsync(context, Samples.Response())));
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("1..8 | ForEach-Object { \"p$_\" } | New-AIImage -Count 2").ThrowIfFailed();

        Assert.Equal(
            Enumerable.Range(1, 8).SelectMany(number => new[] { $"p{number}", $"p{number}" }),
            result.Images.Select(image => image.Prompt));
        Assert.Equal(1, crowd.Most);
    }

    [Fact]
    public async Task An_image_is_emitted_as_soon_as_it_is_complete()
    {
        TaskCompletionSource seen = new();
        await using LoopbackService service = await LoopbackService.StartAsync(async (context, request) =>
        {
            if (request.Text.Contains("slow")) await seen.Task.Soon();
            await LoopbackService.WriteJsonAsync(context, Samples.Response());
        });
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = await Task.Run(() => session.Run(
            "'slow', 'fast' | New-AIImage -ThrottleLimit 2 | ForEach-Object { $null = $seen.TrySetResult(); $_ }",
            ("seen", seen))).Soon();

        Assert.Equal(
            ["1 fast", "0 slow"], result.ThrowIfFailed().Images.Select(image => $"{image.Index} {image.Prompt}"));
    }

    [Fact]
    public async Task One_that_fails_is_an_error_of_its_own_and_the_others_go_on()
    {
        await using LoopbackService service = await ServiceScript.RefusingAsync("bad");
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run(
            "'a', 'bad 1', 'b', 'bad 2', 'c', '' | New-AIImage -ThrottleLimit 4 -OutFile '{slug}.png'");

        Assert.Equal(["", "bad 1", "bad 2"], result.Errors.Select(error => $"{error.TargetObject}").Order());
        Assert.All(result.Errors, error => Assert.StartsWith("InvalidRequest,", error.FullyQualifiedErrorId));
        Assert.Equal(["a", "b", "c"], result.Images.Select(image => image.Prompt).Order());
        Assert.Equal(new[] { "a.png", "b.png", "c.png" }.Select(session.PathOf), session.AllFiles());
    }

    [Fact]
    public async Task A_failure_that_is_to_stop_the_run_ends_the_others()
    {
        Crowd crowd = new(4);
        using CountdownEvent aborted = new(3);
        await using LoopbackService service = await LoopbackService.StartAsync(async (context, request) =>
        {
            context.RequestAborted.Register(() => aborted.Signal());
            await crowd.PassAsync(() => request.Text.Contains("bad")
                ? LoopbackService.WriteJsonAsync(context, Samples.Error("refused"), 400)
                : Task.Delay(-1, context.RequestAborted));
        });
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = await Task.Run(
            () => session.Run(
                "'a', 'b', 'bad', 'c' | New-AIImage -ThrottleLimit 4 -OutFile '{slug}.png' -ErrorAction Stop")).Soon();

        Assert.Equal("bad", (result.Thrown as RuntimeException)?.ErrorRecord.TargetObject);
        Assert.True(await Task.Run(() => aborted.Wait(TimeSpan.FromSeconds(60))));
        Assert.Empty(session.AllFiles());
    }

    [Fact]
    public async Task Input_without_end_starts_at_once_and_is_read_only_as_it_is_used()
    {
        Crowd crowd = new(4);
        await using LoopbackService service = await LoopbackService.StartAsync((context, _) =>
            crowd.PassAsync(() => Task.Delay(-1, context.RequestAborted)));
        using ModuleSession session = ModuleSession.With(service);
        List<int> read = [];
        session.Run("", ("read", read));
        using PowerShell shell = session.Create(
            "& { while ($true) { $read.Add(1); 'a fox' } } | New-AIImage -ThrottleLimit 4");
        IAsyncResult run = shell.BeginInvoke();

        await crowd.Full;
        await Task.Run(shell.Stop).Soon();

        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(run));
        Assert.Equal((4, 4), (read.Count, service.Requests.Count));
    }

    [Fact]
    public async Task A_consumer_that_takes_its_time_holds_the_requests_back()
    {
        TaskCompletionSource taken = new();
        TaskCompletionSource goOn = new();
        TaskCompletionSource allSent = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int received = 0;
        using CountdownEvent answered = new(3);
        await using LoopbackService service = await LoopbackService.StartAsync(async (context, _) =>
        {
            // An answer before the third request would hold back that request as well.
            if (Interlocked.Increment(ref received) == 3) allSent.SetResult();
            await allSent.Task.Soon();
            await LoopbackService.WriteJsonAsync(context, Samples.Response());
            if (!answered.IsSet) answered.Signal();
        });
        using ModuleSession session = ModuleSession.With(service);
        Task<RunResult> run = Task.Run(() => session.Run(
            "1..20 | ForEach-Object { \"p$_\" } | New-AIImage -ThrottleLimit 3 | "
            + "ForEach-Object { $null = $taken.TrySetResult(); $goOn.Task.Wait(); $_ }",
            ("taken", taken), ("goOn", goOn)));

        int sent;
        try
        {
            await taken.Task.Soon();
            Assert.True(await Task.Run(() => answered.Wait(TimeSpan.FromSeconds(60))));
            sent = service.Requests.Count;
        }
        finally
        {
            goOn.SetResult();
        }

        Assert.Equal(3, sent);
        Assert.Equal(20, (await run.Soon()).ThrowIfFailed().Images.Count);
    }

    [Fact]
    public async Task The_images_of_a_count_are_made_side_by_side()
    {
        Crowd crowd = new(3);
        await using LoopbackService service = await LoopbackService.StartAsync((context, _) =>
            crowd.PassAsync(() => LoopbackService.WriteJsonAsync(context, Samples.Response())));
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = await Task.Run(
            () => session.Run("'a', 'b' | New-AIImage -Count 3 -ThrottleLimit 3 -OutFile '{slug}-{n}.png'")).Soon();

        Assert.Equal(6, result.ThrowIfFailed().Images.Select(image => image.FullName).Distinct().Count());
        Assert.Equal([0, 0, 0, 1, 1, 1], result.Images.Select(image => image.Index).Order());
        Assert.Equal(3, crowd.Most);
    }

    [Fact]
    public async Task Rows_that_are_done_stand_between_those_that_are_sent()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);
        const string Script =
            "1..9 | ForEach-Object { \"p$_\" } | New-AIImage -ThrottleLimit 4 -Resume -OutFile '{slug}.png'";
        session.Run("'p2', 'p5', 'p9' | New-AIImage -OutFile '{slug}.png'").ThrowIfFailed();

        RunResult result = session.Run(Script).ThrowIfFailed();
        RunResult again = session.Run(Script).ThrowIfFailed();

        Assert.Equal(9, service.Requests.Count);
        Assert.Equal(Enumerable.Range(0, 9), result.Images.Select(image => image.Index).Order());
        Assert.Equal(9, again.Images.Select(image => image.FullName).Distinct().Count());
    }

    [Fact]
    public async Task Each_request_has_its_verbose_line_and_its_retries()
    {
        int count = 0;
        await using LoopbackService service = await LoopbackService.StartAsync((context, _) =>
            Interlocked.Increment(ref count) == 1
                ? LoopbackService.WriteJsonAsync(context, Samples.Error("busy"), 503, ("retry-after-ms", "0"))
                : LoopbackService.WriteJsonAsync(context, Samples.Response()));
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run(
            "1..6 | ForEach-Object { \"p$_\" } | New-AIImage -ThrottleLimit 3 -ImageModel dall-e-2 -Verbose")
                .ThrowIfFailed();

        Assert.Equal(6, result.Verbose.Count(line => line.Contains("status 200")));
        Assert.Single(result.Verbose, line => line.StartsWith("Retry 1", StringComparison.Ordinal));
        Assert.Single(result.Warnings);
    }

    private static string OneImage => $$"""{"created":1,"data":[{"b64_json":"{{Samples.PngBase64}}"}]}""";
}
