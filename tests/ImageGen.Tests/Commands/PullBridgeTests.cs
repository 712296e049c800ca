using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Commands;
using ImageGen.Http;
using ImageGen.Runs;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>The pull from many requests at once, with requests that do as each test tells them.</summary>
public sealed class PullBridgeTests
{
    private readonly List<string> _log = [];

    [Fact]
    public void No_more_run_than_the_limit_and_one_that_ends_makes_room()
    {
        FakeRequest[] requests = [new(), new(), new()];
        using PullBridge bridge = Create(limit: 2);
        foreach (FakeRequest request in requests) bridge.Add(Queued(request));

        Assert.Equal((2, 1, 0), (bridge.Running, bridge.Waiting, bridge.Done));
        Assert.Equal([true, true, false], requests.Select(request => request.IsStarted));

        requests[1].End();
        bridge.PullUntil(2);

        Assert.Equal((2, 0, 1), (bridge.Running, bridge.Waiting, bridge.Done));
        Assert.All(requests, request => Assert.True(request.IsStarted));
        Assert.True(requests[1].IsDisposed);
    }

    [Fact]
    public void What_is_ready_is_handled_without_waiting_for_more()
    {
        FakeRequest first = new("a");
        FakeRequest second = new();
        using PullBridge bridge = Create(limit: 2);
        bridge.Add(Queued(first, "first"));
        bridge.Add(Queued(second, "second"));

        bridge.PullReady();

        Assert.Equal(["first a"], _log);
        Assert.Equal(2, bridge.Running);
    }

    [Fact]
    public void A_request_waits_at_its_next_event_until_the_pipeline_takes_it()
    {
        FakeRequest request = new("a", "b", "c");
        using PullBridge bridge = Create(limit: 1);
        List<int> given = [];
        bridge.Add(new QueuedRequest { Events = request, Handle = _ => given.Add(request.Given) });

        Assert.Equal(1, request.Given);
        bridge.PullReady();

        Assert.Equal([1, 2, 3], given);
    }

    [Fact]
    public void A_failure_is_told_to_its_own_request_and_the_others_go_on()
    {
        FakeRequest bad = new("a");
        FakeRequest good = new("b");
        using PullBridge bridge = Create(limit: 2);
        bridge.Add(Queued(bad, "bad"));
        bridge.Add(Queued(good, "good"));
        bad.End(new AIImageException(ErrorIds.RateLimited, "slow down"));
        good.End();

        bridge.PullUntil(0);

        Assert.Equal(["bad a", "bad failed: slow down", "good b"], _log.Order());
        Assert.Equal((0, 2), (bridge.Running, bridge.Done));
    }

    [Fact]
    public void When_the_pipeline_fails_at_an_event_nothing_is_left_running()
    {
        FakeRequest[] requests = [new("a"), new(), new(), new()];
        using PullBridge bridge = Create(limit: 3);
        foreach (FakeRequest request in requests)
        {
            bridge.Add(new QueuedRequest { Events = request, Handle = _ => throw new FormatException("downstream") });
        }

        Assert.Throws<FormatException>(bridge.PullReady);

        Assert.Equal([true, true, true, false], requests.Select(request => request.IsDisposed));
        Assert.Equal((0, 0), (bridge.Running, bridge.Waiting));
    }

    [Fact]
    public void When_the_pipeline_fails_at_an_end_nothing_is_left_running()
    {
        FakeRequest first = new();
        FakeRequest second = new();
        using PullBridge bridge = Create(limit: 2);
        bridge.Add(new QueuedRequest { Events = first, Handle = _ => throw new FormatException() });
        bridge.Add(Queued(second));
        first.End(new AIImageException(ErrorIds.RateLimited, "slow down"));

        Assert.Throws<FormatException>(() => bridge.PullUntil(0));

        Assert.True(second.IsDisposed);
    }

    [Fact]
    public void At_the_end_of_the_pipeline_every_request_is_ended_and_nothing_more_is_handled()
    {
        FakeRequest handled = new("a");
        FakeRequest left = new("b");
        FakeRequest silent = new();
        PullBridge bridge = Create(limit: 3);
        bridge.Add(Queued(handled, "handled"));
        bridge.PullReady();
        bridge.Add(Queued(left, "left"));
        bridge.Add(Queued(silent, "silent"));

        bridge.Dispose();
        bridge.Dispose();

        Assert.Equal(["handled a"], _log);
        Assert.All(new[] { handled, left, silent }, request => Assert.True(request.IsDisposed));
    }

    [Fact]
    public void A_request_that_ends_roughly_when_it_is_stopped_does_not_keep_the_others_running()
    {
        FakeRequest[] requests = [
            new() { AtStop = new IOException("aborted") }, new() { AtStop = new ObjectDisposedException("x") }, new()];
        PullBridge bridge = Create(limit: 3);
        foreach (FakeRequest request in requests) bridge.Add(Queued(request));

        bridge.Dispose();

        Assert.All(requests, request => Assert.True(request.IsDisposed));
    }

    [Fact]
    public async Task A_stop_ends_the_wait_and_all_requests()
    {
        using CancellationTokenSource stop = new();
        FakeRequest[] requests = [new(), new()];
        PullBridge bridge = Create(limit: 2, stop: stop.Token);
        foreach (FakeRequest request in requests) bridge.Add(Queued(request));
        Task pull = Task.Run(() => bridge.PullUntil(0));

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pull.Soon());
        Assert.All(requests, request => Assert.True(request.IsDisposed));
    }

    [Fact]
    public void Every_half_second_the_pipeline_thread_is_told()
    {
        FakeRequest request = new();
        int thread = -1;
        using PullBridge bridge = Create(limit: 1, idle: () =>
        {
            thread = Environment.CurrentManagedThreadId;
            request.End();
        });
        bridge.Add(Queued(request));

        bridge.PullUntil(0);

        Assert.Equal(Environment.CurrentManagedThreadId, thread);
    }

    private static PullBridge Create(int limit, Action? idle = null, CancellationToken stop = default) =>
        new(limit, idle ?? (() => { }), stop);

    private QueuedRequest Queued(FakeRequest request, string name = "request") => new()
    {
        Events = request,
        Handle = e => _log.Add(e is Failed failed
            ? $"{name} failed: {failed.Exception.Message}"
            : $"{name} {((Completed)e).Image.Id}"),
    };
}
