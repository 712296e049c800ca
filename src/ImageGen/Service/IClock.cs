using System;
using System.Threading;
using System.Threading.Tasks;

namespace ImageGen.Service;

/// <summary>
/// The time by which limits, pauses and turns are measured. It is that of the system; a test gives a session another,
/// in which nothing depends on how fast the machine is.
/// </summary>
internal interface IClock
{
    /// <summary>The moment.</summary>
    DateTimeOffset UtcNow { get; }

    /// <summary>
    /// The time since some moment. It never goes back, even if somebody sets the clock of the system.
    /// </summary>
    TimeSpan Elapsed { get; }

    /// <summary>Waits for so long.</summary>
    Task DelayAsync(TimeSpan delay, CancellationToken token);

    /// <summary>Cancels the source after so long, in place of what was said of it before; infinite is never.</summary>
    void CancelAfter(CancellationTokenSource source, TimeSpan delay);
}
