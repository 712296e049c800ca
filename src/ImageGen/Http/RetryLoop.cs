using System;
using System.Collections.Generic;
using System.Threading.Tasks;

namespace ImageGen.Http;

/// <summary>
/// Makes attempts at the same thing, one after the other, until no further one is wanted or the time is up. It is the
/// one loop for all that is tried again after a pause; what is tried and when it is tried again is its caller's.
/// </summary>
/// <param name="deadline">The time limits, which end a pause too.</param>
internal sealed class RetryLoop(Deadline deadline)
{
    private readonly Random _random = new();
    private int _withoutPause;

    /// <summary>How many attempts have failed in a row.</summary>
    public int Failures { get; set; }

    /// <summary>True where the time ended while it paused.</summary>
    public bool IsTimeUp { get; private set; }

    /// <summary>A random number from 0 to 1, which spreads the pauses of many clients.</summary>
    public double Spread => _random.NextDouble();

    /// <summary>The moment.</summary>
    public DateTimeOffset Now => deadline.Clock.UtcNow;

    /// <param name="attempt">One attempt, given how many there were before it.</param>
    /// <param name="nextAfter">
    /// The next attempt, given how many there were, or null where the last one was the end of it.
    /// </param>
    public async IAsyncEnumerable<GenerationEvent> RunAsync(
        Func<int, IAsyncEnumerable<GenerationEvent>> attempt, Func<int, NextAttempt?> nextAfter)
    {
        for (int made = 0; ;)
        {
            await foreach (GenerationEvent e in attempt(made).ConfigureAwait(false)) yield return e;
            made++;
            if (nextAfter(made) is not NextAttempt next) yield break;
            if (next.Reason is not null) yield return next.Reason;
            if (next.Pause is not TimeSpan pause || await deadline.DelayAsync(pause).ConfigureAwait(false)) continue;

            IsTimeUp = true;
            yield break;
        }
    }

    /// <summary>The same for attempts that have nothing to tell.</summary>
    public async Task RunAsync(Func<int, Task> attempt, Func<int, NextAttempt?> nextAfter)
    {
        IAsyncEnumerable<GenerationEvent> told = RunAsync(made => SilentAsync(attempt(made)), nextAfter);
        await foreach (GenerationEvent _ in told.ConfigureAwait(false))
        {
        }
    }

    /// <summary>The next attempt after a failure, which the user is told of.</summary>
    /// <param name="number">The number of the attempt.</param>
    /// <param name="asked">How long the server asks to wait; see <see cref="Spaced"/>.</param>
    /// <param name="reason">Why there is another.</param>
    public NextAttempt Again(int number, TimeSpan asked, string reason)
    {
        TimeSpan pause = Spaced(asked);
        return new NextAttempt(new Retrying(number, pause, reason), pause);
    }

    /// <summary>
    /// The pause that a server asks for. No pause at all is had once: a server that goes on asking for none would be
    /// sent to without end.
    /// </summary>
    public TimeSpan Spaced(TimeSpan asked)
    {
        _withoutPause = asked > TimeSpan.Zero ? 0 : _withoutPause + 1;
        return _withoutPause < 2 ? asked : RetryPolicy.BackOff(_withoutPause - 2, Spread);
    }

    private static async IAsyncEnumerable<GenerationEvent> SilentAsync(Task attempt)
    {
        await attempt.ConfigureAwait(false);
        yield break;
    }

    /// <summary>A further attempt.</summary>
    /// <param name="Reason">What is shown to the user first; null shows nothing.</param>
    /// <param name="Pause">How long to wait before it; null is not at all.</param>
    internal sealed record NextAttempt(GenerationEvent? Reason = null, TimeSpan? Pause = null);
}
