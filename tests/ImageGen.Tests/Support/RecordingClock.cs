using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Service;

namespace ImageGen.Tests.Support;

/// <summary>A clock whose pauses end at once and are recorded, and whose limits are never reached.</summary>
internal sealed class RecordingClock : IClock
{
    private readonly List<TimeSpan> _pauses = [];

    /// <summary>The pauses so far, in their order.</summary>
    public IReadOnlyList<TimeSpan> Pauses => _pauses;

    public DateTimeOffset UtcNow => DateTimeOffset.UnixEpoch + Elapsed;

    public TimeSpan Elapsed { get; private set; }

    public Task DelayAsync(TimeSpan delay, CancellationToken token)
    {
        _pauses.Add(delay);
        Elapsed += delay;
        return Task.CompletedTask;
    }

    public void CancelAfter(CancellationTokenSource source, TimeSpan delay)
    {
        // The timers of this clock are late for ever.
    }
}
