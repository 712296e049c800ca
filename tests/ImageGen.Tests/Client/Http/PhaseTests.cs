using System;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Http;
using ImageGen.Lifting;
using ImageGen.Orders;
using ImageGen.Service;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Client.Http;

/// <summary>Which limit ends a request in which phase, and what it means for the bill.</summary>
public sealed class PhaseTests
{
    private static readonly TimeSpan s_short = TimeSpan.FromMilliseconds(100);
    private static readonly TimeLimits s_none = TimeLimits.For(TimeSpan.Zero);

    [Fact]
    public async Task Without_a_connection_in_time_nothing_was_done()
    {
        StubHandler service = new StubHandler().OnCreate(StubAnswer.Silent with { TakesBody = false });

        AIImageException failure = await FailAsync(service, s_none with { Connect = s_short });

        Assert.Equal(ErrorIds.ConnectionFailed, failure.ErrorId);
        Assert.Contains("connection was not established within 0.1 seconds", failure.Message);
    }

    [Fact]
    public async Task A_connection_that_came_too_late_is_tried_again()
    {
        StubHandler service = new StubHandler()
            .OnCreate(StubAnswer.Silent with { TakesBody = false })
            .OnCreate(200, Samples.Response());

        EngineRun run = await EngineRun.OfAsync(service, Request(s_none with { Connect = s_short }, retries: 1));

        Assert.Equal("resp_1", run.Image.ResponseId);
        Assert.Single(run.Events.OfType<Retrying>());
    }

    [Fact]
    public async Task A_picture_may_take_longer_to_begin_than_an_answer_that_comes_at_once()
    {
        StubHandler service = new StubHandler().OnCreate(StubAnswer.Silent);

        AIImageException failure = await FailAsync(
            service, s_none with { Render = s_short, FirstByte = TimeSpan.FromTicks(1) });

        Assert.Equal(ErrorIds.ResultUnknown, failure.ErrorId);
        Assert.Contains("did not start to answer within 0.1 seconds", failure.Message);
    }

    [Theory]
    [InlineData(true, nameof(BackgroundMode.None))]
    [InlineData(false, nameof(BackgroundMode.Submit))]
    [InlineData(false, nameof(BackgroundMode.Follow))]
    public async Task A_stream_and_background_work_are_answered_at_once(bool stream, string mode)
    {
        BackgroundMode background = Enum.Parse<BackgroundMode>(mode);
        StubHandler service = new StubHandler().OnCreate(StubAnswer.Silent);
        ImageOrder request = Request(s_none with { FirstByte = s_short })
            with { Stream = stream, Background = background };

        EngineRun run = await EngineRun.OfAsync(service, request);

        Assert.Equal(ErrorIds.ResultUnknown, run.RequireFailure().ErrorId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_that_goes_quiet_is_noticed(bool stream)
    {
        PiecewiseStream body = new(
            Samples.Utf8(stream ? Transcript.Of(Transcript.Generating) : "{"), int.MaxValue, int.MaxValue, waits: true);
        StubHandler service = new StubHandler().OnCreate(
            StubAnswer.Of(200, new StreamContent(body), stream ? "text/event-stream" : "application/json"));

        EngineRun run = await EngineRun.OfAsync(
            service, Request(s_none with { Quiet = s_short }) with { Stream = stream });

        Assert.Equal(ErrorIds.ResultUnknown, run.RequireFailure().ErrorId);
        Assert.Contains("sent nothing for 0.1 seconds", run.RequireFailure().Message);
        Assert.True(body.IsDisposed);
    }

    [Fact]
    public async Task Every_piece_that_comes_is_a_sign_of_life_whatever_it_holds()
    {
        int signs = 0;
        byte[] keepalives = Samples.Utf8(Transcript.Of(Enumerable.Repeat(Transcript.KeepAlive, 20)) + ": comment\n\n");
        using LiftedImages lifted = new(() => new MemorySink());
        using ImageLiftingStream stream = new(new PiecewiseStream(keepalives, 7, 7), lifted, () => signs++);
        byte[] buffer = new byte[64];

        while (await stream.ReadAsync(buffer) > 0)
        {
        }

        Assert.True(signs >= keepalives.Length / 64 && signs > 1, $"{signs} signs of {keepalives.Length} bytes");
    }

    [Fact]
    public void A_new_phase_starts_a_new_clock_and_a_stop_is_no_limit()
    {
        using CancellationTokenSource stop = new();
        using Deadline deadline = new(s_none with { Quiet = TimeSpan.FromTicks(1) }, stop.Token);
        deadline.Enter(Phase.NextByte);
        Assert.True(deadline.Token.WaitHandle.WaitOne(TimeSpan.FromMinutes(1)));
        Assert.True(deadline.IsExpired && !deadline.IsWholeExpired);

        deadline.Enter(Phase.Delay);
        Assert.False(deadline.IsExpired);

        stop.Cancel();
        Assert.False(deadline.IsExpired);
        Assert.True(deadline.Token.IsCancellationRequested);
    }

    [Fact]
    public void After_the_limit_of_the_whole_no_phase_begins()
    {
        using Deadline deadline = new(new TimeLimits { Whole = TimeSpan.FromTicks(1) }, CancellationToken.None);
        Assert.True(deadline.Token.WaitHandle.WaitOne(TimeSpan.FromMinutes(1)));

        deadline.Enter(Phase.NextByte);

        Assert.True(deadline.IsWholeExpired);
        Assert.Contains("did not finish within", deadline.Reason);
    }

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(60, 60, 300, 180)]
    [InlineData(600, 60, 300, 180)]
    [InlineData(1200, 120, 600, 360)]
    public void More_time_for_the_whole_is_more_time_for_its_phases(int whole, int firstByte, int render, int quiet)
    {
        TimeLimits limits = TimeLimits.For(TimeSpan.FromSeconds(whole));

        Assert.Equal(30, limits.Connect.TotalSeconds);
        Assert.Equal(
            (firstByte, render, quiet),
            ((int)limits.FirstByte.TotalSeconds, (int)limits.Render.TotalSeconds, (int)limits.Quiet.TotalSeconds));
    }

    private static async Task<AIImageException> FailAsync(StubHandler service, TimeLimits limits) =>
        (await EngineRun.OfAsync(service, Request(limits))).RequireFailure();

    private static ImageOrder Request(TimeLimits limits, int retries = 0) => EngineRun.Request() with
    {
        Settings = new CallSettings { Limits = limits, MaximumRetries = retries },
    };
}
