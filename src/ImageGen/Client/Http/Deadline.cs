using System;
using System.Threading;

namespace ImageGen.Client.Http;

/// <summary>A time limit for a whole request beside the user's own stop, and which of the two it was.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly CancellationToken _stop;

    public Deadline(TimeSpan limit, CancellationToken stop)
    {
        Limit = limit;
        _stop = stop;
        _source = CancellationTokenSource.CreateLinkedTokenSource(stop);
        if (limit > TimeSpan.Zero) _source.CancelAfter(limit);
    }

    public TimeSpan Limit { get; }

    public CancellationToken Token => _source.Token;

    /// <summary>True when the time is up and nobody stopped the work.</summary>
    public bool IsExpired => _source.IsCancellationRequested && !_stop.IsCancellationRequested;

    public void Dispose() => _source.Dispose();
}
