using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Http;
using ImageGen.Service;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Client.Http;

/// <summary>Limits and pauses by a clock that stands still, and by that of the system.</summary>
public sealed class StillClockTests
{
    private readonly StillClock _clock = new();

    [Fact]
    public async Task A_pause_takes_no_real_time_and_is_counted_in_full()
    {
        TimeSpan before = _clock.Elapsed;
        DateTimeOffset now = _clock.UtcNow;

        await _clock.DelayAsync(TimeSpan.FromDays(1), CancellationToken.None).Soon();

        Assert.Equal(TimeSpan.FromDays(1), _clock.Elapsed - before);
        Assert.Equal(TimeSpan.FromDays(1), _clock.UtcNow - now);
    }

    [Theory]
    [InlineData(59, true)]
    [InlineData(61, false)]
    public async Task A_pause_ends_at_the_limit_of_the_whole(int seconds, bool isWithin)
    {
        using Deadline deadline = new(Limits(TimeSpan.FromMinutes(1)), CancellationToken.None);

        bool isOver = await deadline.DelayAsync(TimeSpan.FromSeconds(seconds)).Soon();

        Assert.Equal(isWithin, isOver);
        Assert.Equal(!isWithin, deadline.IsWholeExpired);
        Assert.Equal(TimeSpan.FromSeconds(Math.Min(seconds, 60)), _clock.Elapsed);
    }

    [Fact]
    public async Task A_limit_of_others_that_a_pause_has_passed_is_met_when_they_go_on()
    {
        using Deadline waiting = new(Limits(TimeSpan.FromSeconds(1)), CancellationToken.None);
        using Deadline pausing = new(Limits(TimeSpan.FromMinutes(1)), CancellationToken.None);

        Assert.True(await pausing.DelayAsync(TimeSpan.FromSeconds(2)).Soon());

        Assert.False(waiting.IsExpired);
        waiting.Enter(Phase.NextByte);
        Assert.True(waiting.IsWholeExpired);
    }

    [Fact]
    public async Task While_nothing_moves_the_limits_are_reached_one_after_the_other()
    {
        using Deadline first = new(Limits(TimeSpan.FromSeconds(30)), CancellationToken.None);
        using Deadline second = new(Limits(TimeSpan.FromHours(1)), CancellationToken.None);
        using CancellationTokenSource end = new();
        TaskCompletionSource isOver = new();
        using CancellationTokenRegistration seen = second.Token.Register(isOver.SetResult);

        Task running = _clock.RunWhileQuietAsync(end.Token);
        await isOver.Task.Soon();
        await end.CancelAsync();

        Assert.True(first.IsWholeExpired && second.IsWholeExpired);
        Assert.Equal(TimeSpan.FromHours(1), _clock.Elapsed);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.Soon());
    }

    [Fact]
    public async Task Limits_that_are_taken_back_are_not_reached()
    {
        using CancellationTokenSource taken = new();
        using CancellationTokenSource limited = new();
        _clock.CancelAfter(taken, TimeSpan.FromSeconds(1));
        _clock.CancelAfter(limited, TimeSpan.FromSeconds(2));
        _clock.CancelAfter(taken, Timeout.InfiniteTimeSpan);
        using CancellationTokenSource end = new();
        using CancellationTokenRegistration seen = limited.Token.Register(end.Cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _clock.RunWhileQuietAsync(end.Token).Soon());

        Assert.False(taken.IsCancellationRequested);
    }

    [Fact]
    public async Task Time_in_the_queue_is_not_counted()
    {
        using Deadline deadline = new(Limits(TimeSpan.FromMinutes(1)), CancellationToken.None);

        Assert.True(await deadline.DelayAsync(TimeSpan.FromHours(1), Phase.Queued).Soon());
        Assert.True(await deadline.DelayAsync(TimeSpan.FromSeconds(59)).Soon());
        Assert.False(await deadline.DelayAsync(TimeSpan.FromSeconds(2)).Soon());
    }

    [Fact]
    public void Without_another_it_is_the_clock_of_the_system()
    {
        Assert.Same(SystemClock.Instance, new TimeLimits().Clock);
        Assert.Same(SystemClock.Instance, TimeLimits.For(TimeSpan.FromHours(2)).Clock);
        Assert.InRange(
            DateTimeOffset.UtcNow - SystemClock.Instance.UtcNow, TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(1));
        TimeSpan before = SystemClock.Instance.Elapsed;
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetTimestamp() == start) Thread.SpinWait(1);
        Assert.True(SystemClock.Instance.Elapsed >= before);
    }

    private TimeLimits Limits(TimeSpan whole) => TimeLimits.For(whole) with { Clock = _clock };
}
