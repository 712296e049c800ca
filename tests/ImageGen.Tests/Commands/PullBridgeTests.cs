using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Client;
using ImageGen.Commands;
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
        foreach (FakeRequest request in requests) bridge.Add(Work(request));

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
        bridge.Add(Work(first, "first"));
        bridge.Add(Work(second, "second"));

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
        bridge.Add(new Work { Events = request, Handle = _ => given.Add(request.Given), End = _ => { } });

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
        bridge.Add(Work(bad, "bad"));
        bridge.Add(Work(good, "good"));
        bad.End(new AIImageException(ErrorIds.RateLimited, "slow down"));
        good.End();

        bridge.PullUntil(0);

        Assert.Equal(["bad a", "bad ended: slow down", "good b", "good ended: "], _log.Order());
        Assert.Equal((0, 2), (bridge.Running, bridge.Done));
    }

    [Fact]
    public void When_the_pipeline_fails_at_an_event_nothing_is_left_running()
    {
        FakeRequest[] requests = [new("a"), new(), new(), new()];
        using PullBridge bridge = Create(limit: 3);
        foreach (FakeRequest request in requests)
        {
            bridge.Add(new Work { Events = request, Handle = _ => throw new FormatException("downstream"), End = _ => { } });
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
        bridge.Add(new Work { Events = first, Handle = _ => { }, End = _ => throw new FormatException() });
        bridge.Add(Work(second));
        first.End();

        Assert.Throws<FormatException>(() => bridge.PullUntil(0));

        Assert.True(second.IsDisposed);
    }

    [Fact]
    public void An_event_that_came_too_late_is_rescued_and_one_that_was_handled_is_not()
    {
        FakeRequest handled = new("a");
        FakeRequest left = new("b");
        FakeRequest silent = new();
        PullBridge bridge = Create(limit: 3);
        bridge.Add(Work(handled, "handled"));
        bridge.PullReady();
        bridge.Add(Work(left, "left"));
        bridge.Add(Work(silent, "silent"));

        bridge.Dispose();
        bridge.Dispose();

        Assert.Equal(["handled a", "left rescued b"], _log);
        Assert.All(new[] { handled, left, silent }, request => Assert.True(request.IsDisposed));
    }

    [Fact]
    public void Everything_that_has_come_is_rescued_and_not_its_first_event_alone()
    {
        FakeRequest request = new("a", "b", "c");
        PullBridge bridge = Create(limit: 1);
        bridge.Add(new Work
        {
            Events = request,
            Handle = _ => throw new FormatException(),
            End = _ => { },
            Rescue = e => _log.Add($"rescued {((Completed)e).Image.Id}"),
        });

        Assert.Throws<FormatException>(bridge.PullReady);

        Assert.Equal(["rescued b", "rescued c"], _log);
        Assert.True(request.IsDisposed);
    }

    [Fact]
    public void A_request_that_ends_roughly_when_it_is_stopped_does_not_keep_the_others_running()
    {
        FakeRequest[] requests = [new() { AtStop = new IOException("aborted") }, new() { AtStop = new ObjectDisposedException("x") }, new()];
        PullBridge bridge = Create(limit: 3);
        foreach (FakeRequest request in requests) bridge.Add(Work(request));

        bridge.Dispose();

        Assert.All(requests, request => Assert.True(request.IsDisposed));
    }

    [Fact]
    public async Task A_stop_ends_the_wait_and_all_requests()
    {
        using CancellationTokenSource stop = new();
        FakeRequest[] requests = [new(), new()];
        PullBridge bridge = Create(limit: 2, stop: stop.Token);
        foreach (FakeRequest request in requests) bridge.Add(Work(request));
        Task pull = Task.Run(() => bridge.PullUntil(0));

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pull.Soon());
        Assert.All(requests, request => Assert.True(request.IsDisposed));
    }

    [Fact]
    public void While_nothing_comes_the_pipeline_thread_is_told()
    {
        FakeRequest request = new();
        int thread = -1;
        using PullBridge bridge = Create(limit: 1, idle: () =>
        {
            thread = Environment.CurrentManagedThreadId;
            request.End();
        });
        bridge.Add(Work(request));

        bridge.PullUntil(0);

        Assert.Equal(Environment.CurrentManagedThreadId, thread);
    }

    private static PullBridge Create(int limit, Action? idle = null, CancellationToken stop = default) =>
        new(limit, idle ?? (() => { }), stop);

    private Work Work(FakeRequest request, string name = "request") => new()
    {
        Events = request,
        Handle = e => _log.Add($"{name} {((Completed)e).Image.Id}"),
        End = failure => _log.Add($"{name} ended: {failure?.Message}"),
        Rescue = e => _log.Add($"{name} rescued {((Completed)e).Image.Id}"),
    };
}
