using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Service;

namespace ImageGen.Tests.Support;

/// <summary>
/// A clock that stands still while anything is done, however long it takes. A pause moves it on at once; a limit is
/// reached only in a pause, or where a server hangs and nothing moves any more. So no outcome depends on the machine.
/// </summary>
internal sealed class StillClock : IClock
{
    /// <summary>
    /// So often in a row nothing may move before it is believed that nothing will. They are turns of the thread pool,
    /// which take the longer, the more there is to do.
    /// </summary>
    private const int QuietTurns = 16;

    private static readonly TimeSpan s_turn = TimeSpan.FromMilliseconds(5);

    /// <summary>A pause is never shorter, or who asks again and again without one would do so for ever.</summary>
    private static readonly TimeSpan s_shortestPause = TimeSpan.FromMilliseconds(500);

    private readonly object _gate = new();
    private readonly DateTimeOffset _start = DateTimeOffset.UtcNow;
    private readonly Dictionary<CancellationTokenSource, Limit> _limits = [];
    private TimeSpan _elapsed;
    private long _moves;

    public DateTimeOffset UtcNow => _start + Elapsed;

    public TimeSpan Elapsed
    {
        get
        {
            lock (_gate)
            {
                _moves++;
                return _elapsed;
            }
        }
    }

    public async Task DelayAsync(TimeSpan delay, CancellationToken token)
    {
        await Task.Yield();
        token.ThrowIfCancellationRequested();
        CancellationTokenSource? over;
        lock (_gate)
        {
            _moves++;
            Forget();
            TimeSpan end = _elapsed + (delay > s_shortestPause ? delay : s_shortestPause);
            over = _limits.FirstOrDefault(pair => pair.Value.Token == token && pair.Value.End <= end).Key;
            Reach(over is null ? end : _limits[over].End);
        }

        over?.Cancel();
        token.ThrowIfCancellationRequested();
    }

    public void CancelAfter(CancellationTokenSource source, TimeSpan delay)
    {
        lock (_gate)
        {
            _moves++;
            _limits.Remove(source);
            bool isLimited = delay > TimeSpan.Zero && !source.IsCancellationRequested;
            if (isLimited) _limits[source] = new Limit(_elapsed + delay, source.Token);
        }

        if (delay == TimeSpan.Zero) source.Cancel();
    }

    /// <summary>Moves on to the first limit, again and again, each time that nothing moves any more.</summary>
    /// <param name="token">Ends it.</param>
    public async Task RunWhileQuietAsync(CancellationToken token)
    {
        while (true)
        {
            await BecomeQuietAsync(token);
            CancellationTokenSource? first;
            lock (_gate)
            {
                Forget();
                first = _limits.OrderBy(pair => pair.Value.End).FirstOrDefault().Key;
                if (first is null) continue;

                Reach(_limits[first].End);
                _limits.Remove(first);
            }

            await first.CancelAsync();
        }
    }

    /// <summary>Waits until nothing moves any more.</summary>
    public async Task BecomeQuietAsync(CancellationToken token)
    {
        long seen = -1;
        for (int turn = 0; turn < QuietTurns; turn++)
        {
            await Task.Delay(s_turn, token);
            lock (_gate)
            {
                if (seen != _moves) turn = 0;
                seen = _moves;
            }
        }
    }

    /// <summary>Removes limits of what is over.</summary>
    private void Forget()
    {
        foreach (CancellationTokenSource source in _limits.Keys
            .Where(source => source.IsCancellationRequested)
            .ToList())
        {
            _limits.Remove(source);
        }
    }

    private void Reach(TimeSpan moment)
    {
        if (moment > _elapsed) _elapsed = moment;
    }

    private sealed record Limit(TimeSpan End, CancellationToken Token);
}
