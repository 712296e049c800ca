using System;
using System.Collections.Generic;
using ImageGen.Service;

namespace ImageGen.Http;

/// <summary>Waits at the gate of a service until a request may pass.</summary>
/// <param name="pass">The request's place in the queue.</param>
/// <param name="deadline">The time limits of the request.</param>
/// <param name="phase">Whether the overall timeout keeps running meanwhile.</param>
internal sealed class GateWait(GatePass pass, Deadline deadline, Phase phase)
{
    /// <summary>After this time it checks whether the queue has become shorter.</summary>
    private static readonly TimeSpan s_longestNap = TimeSpan.FromSeconds(1);

    /// <summary>True where the time limit passed before the request could pass.</summary>
    public bool IsTimeUp { get; private set; }

    /// <summary>Yields <see cref="Waiting"/> each time the wait turns out longer than was said.</summary>
    public async IAsyncEnumerable<GenerationEvent> RunAsync()
    {
        DateTimeOffset announced = DateTimeOffset.MinValue;
        while (!IsTimeUp && pass.Enter(deadline.Clock.UtcNow) is { Ticks: > 0 } turn)
        {
            DateTimeOffset until = deadline.Clock.UtcNow + turn;
            if (until - announced > s_longestNap) yield return new Waiting(turn);
            announced = until;
            TimeSpan nap = turn < s_longestNap ? turn : s_longestNap;
            IsTimeUp = !await deadline.DelayAsync(nap, phase).ConfigureAwait(false);
        }
    }
}
