using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace ImageGen.Service;

/// <summary>The clock of the system.</summary>
internal sealed class SystemClock : IClock
{
    private static readonly Stopwatch s_watch = Stopwatch.StartNew();

    private SystemClock()
    {
    }

    public static SystemClock Instance { get; } = new();

    public DateTimeOffset UtcNow => DateTimeOffset.UtcNow;

    public TimeSpan Elapsed => s_watch.Elapsed;

    public Task DelayAsync(TimeSpan delay, CancellationToken token) => Task.Delay(delay, token);

    public void CancelAfter(CancellationTokenSource source, TimeSpan delay) => source.CancelAfter(delay);
}
