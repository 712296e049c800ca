using System;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Service;
using ImageGen.Text;

namespace ImageGen.Http;

/// <summary>What a request is waiting for.</summary>
internal enum Phase
{
    /// <summary>Its turn in the queue: the overall timeout is paused.</summary>
    Queued,

    /// <summary>A delay; only the overall timeout ends it.</summary>
    Delay,

    /// <summary>A connection.</summary>
    Connection,

    /// <summary>The end of its own body; only the overall timeout ends it, because an upload may be slow.</summary>
    Sending,

    /// <summary>The beginning of an answer that comes at once.</summary>
    FirstByte,

    /// <summary>The beginning of an answer that comes when the image is complete.</summary>
    Render,

    /// <summary>More of an answer.</summary>
    NextByte,
}

/// <summary>
/// The time limits of a request beside the user's own stop, and which of them ended it. Each phase starts a clock of
/// its own; the overall clock keeps running. After the limit of a phase the request can be tried again, within the
/// whole.
/// </summary>
internal sealed class Deadline : IDisposable
{
    private readonly object _lock = new();
    private readonly CancellationToken _stop;
    private readonly TimeLimits _limits;
    private CancellationTokenSource _source;
    private TimeSpan _used;
    private TimeSpan? _runningSince;
    private Phase _phase;
    private bool _phaseExpiresBeforeTotal;

    public Deadline(TimeLimits limits, CancellationToken stop)
    {
        _limits = limits;
        _stop = stop;
        _source = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Enter(Phase.Delay);
    }

    /// <summary>No limit but the user's own stop, for what may be tried for as long as its caller wants.</summary>
    public static Deadline Unlimited(IClock clock, CancellationToken stop) =>
        new(new TimeLimits { Whole = TimeSpan.Zero, Clock = clock }, stop);

    public CancellationToken Token => _source.Token;

    /// <summary>The clock that the limits are measured by.</summary>
    public IClock Clock => _limits.Clock;

    /// <summary>True when a time limit has passed and the user did not stop the work.</summary>
    public bool IsExpired => _source.IsCancellationRequested && !_stop.IsCancellationRequested;

    /// <summary>True when the user stopped the work.</summary>
    public bool IsStopped => _stop.IsCancellationRequested;

    /// <summary>True when it was the overall timeout, after which nothing is retried.</summary>
    public bool IsWholeExpired => IsExpired && !_phaseExpiresBeforeTotal;

    /// <summary>True when there was no connection in time, so that nothing can have been done.</summary>
    public bool IsUnconnected => IsExpired && _phaseExpiresBeforeTotal && _phase == Phase.Connection;

    /// <summary>Which limit was exceeded, as a sentence without its full stop.</summary>
    public string Reason => _phaseExpiresBeforeTotal
        ? _phase switch
        {
            Phase.Connection => $"The connection was not established within {Quantity.Seconds(_limits.Connect)}",
            Phase.FirstByte => $"The service did not start to answer within {Quantity.Seconds(_limits.FirstByte)}",
            Phase.Render => $"The service did not start to answer within {Quantity.Seconds(_limits.Render)}",
            _ => $"The service sent nothing for {Quantity.Seconds(_limits.Quiet)}",
        }
        : $"The request did not finish within {Quantity.Seconds(_limits.Whole)}";

    /// <summary>What is left of the whole; null without a limit, or while it is paused.</summary>
    private TimeSpan? Left
    {
        get
        {
            lock (_lock)
            {
                return _limits.Whole > TimeSpan.Zero && _runningSince is TimeSpan since
                    ? _limits.Whole - _used - (Clock.Elapsed - since)
                    : null;
            }
        }
    }

    /// <exception cref="OperationCanceledException">The user stopped the work.</exception>
    public void ThrowIfStopped() => _stop.ThrowIfCancellationRequested();

    /// <summary>Starts the clock of a phase, or starts it anew.</summary>
    public void Enter(Phase phase)
    {
        lock (_lock) Begin(phase);
    }

    /// <summary>Enters <paramref name="to"/> if still in <paramref name="from"/>.</summary>
    public void Advance(Phase from, Phase to)
    {
        lock (_lock)
        {
            if (_phase == from) Begin(to);
        }
    }

    /// <summary>Waits for the given time; false when the time limit passes first. Throws when the user stops.</summary>
    public async Task<bool> DelayAsync(TimeSpan delay, Phase phase = Phase.Delay)
    {
        Enter(phase);
        bool isTooLong = Left <= delay;
        try
        {
            await Clock.DelayAsync(delay, Token).ConfigureAwait(false);
            if (!isTooLong && !(Left <= TimeSpan.Zero)) return true;

            // The timer of the limit is late. The limit takes precedence over a pause that ends with it or after it.
            _source.Cancel();
            return false;
        }
        catch (OperationCanceledException) when (IsExpired)
        {
            return false;
        }
    }

    public void Dispose() => Drop();

    private void Begin(Phase phase)
    {
        TimeSpan now = Clock.Elapsed;
        _used += now - (_runningSince ?? now);
        _runningSince = phase == Phase.Queued ? null : now;
        TimeSpan left = _limits.Whole - _used;
        if (_source.IsCancellationRequested)
        {
            bool isOver = _stop.IsCancellationRequested || !_phaseExpiresBeforeTotal;
            if (isOver) return;

            Drop();
            _source = CancellationTokenSource.CreateLinkedTokenSource(_stop);
        }

        TimeSpan limit = LimitOf(phase);
        bool isWholeLimited = _limits.Whole > TimeSpan.Zero && phase != Phase.Queued;
        _phase = phase;
        _phaseExpiresBeforeTotal = limit > TimeSpan.Zero && (!isWholeLimited || limit < left);
        TimeSpan first = _phaseExpiresBeforeTotal ? limit : isWholeLimited ? left : Timeout.InfiniteTimeSpan;
        Clock.CancelAfter(
            _source, first > TimeSpan.Zero || first == Timeout.InfiniteTimeSpan ? first : TimeSpan.Zero);
    }

    private void Drop()
    {
        Clock.CancelAfter(_source, Timeout.InfiniteTimeSpan);
        _source.Dispose();
    }

    private TimeSpan LimitOf(Phase phase) => phase switch
    {
        Phase.Connection => _limits.Connect,
        Phase.FirstByte => _limits.FirstByte,
        Phase.Render => _limits.Render,
        Phase.NextByte => _limits.Quiet,
        _ => TimeSpan.Zero,
    };
}
