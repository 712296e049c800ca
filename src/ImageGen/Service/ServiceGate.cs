using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;

namespace ImageGen.Service;

/// <summary>
/// What all requests of the process to one service pass before they are sent. It never waits itself: it tells how long.
/// </summary>
/// <remarks>
/// <para>A limit that one request meets holds back all. As long as the limit is met, requests leave one by one, with a
/// pause between them that doubles; each one that is admitted shortens it, until there is none.</para>
/// <para>A limit is one only where something passes. Where the service has refused everything for a while, nobody is
/// held back, because waiting is of no use then.</para>
/// </remarks>
internal sealed class ServiceGate
{
    private const double Shrinking = 0.8;

    /// <summary>How often the first pause may double; of half a second become eight.</summary>
    private const int Doublings = 4;

    private static readonly ConcurrentDictionary<string, ServiceGate> s_gates = new();
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_shortestPause = TimeSpan.FromMilliseconds(50);

    /// <summary>What was seen so long ago says nothing of now.</summary>
    private static readonly TimeSpan s_memory = TimeSpan.FromMinutes(2);

    private readonly object _lock = new();
    private readonly List<GatePass> _line = [];
    private TimeSpan _pause;
    private int _limitsMet;
    private DateTimeOffset _heldUntil;
    private DateTimeOffset _nextRequest;
    private DateTimeOffset _lastOrder;
    private int _imagesOfLastOrder;
    private DateTimeOffset _lastAdmitted;
    private DateTimeOffset? _firstRefused;

    /// <summary>
    /// How many images may be requested within a minute, evenly spread; null leaves the pace to the service.
    /// </summary>
    public int? ImagesPerMinute { get; set; }

    /// <summary>The gate that all connections to this service with this key share.</summary>
    public static ServiceGate ForAccount(Uri address, ServiceKey? key, string? organization, string? project) =>
        s_gates.GetOrAdd(
            string.Join("|", address.AbsoluteUri, organization, project, key?.Fingerprint), _ => new ServiceGate());

    /// <summary>
    /// Lets an attempt pass, or tells how long to wait before it asks again. Zero is passed. Who waits is in a line.
    /// </summary>
    public TimeSpan Enter(GatePass pass, DateTimeOffset now)
    {
        lock (_lock)
        {
            bool isIdle = now - _nextRequest > s_memory;
            if (isIdle)
            {
                _pause = TimeSpan.Zero;
                _firstRefused = null;
            }

            // Who is in the line goes when it moves, wherever it stands: the one before it may be slow to ask again.
            int place = _line.IndexOf(pass);
            bool passes = TurnOf(pass, place < 0 ? _line.Count : 0) <= now;
            if (passes)
            {
                Pass(pass, now);
                return TimeSpan.Zero;
            }

            if (place < 0)
            {
                place = _line.Count;
                _line.Add(pass);
            }

            return TimeSpan.FromMilliseconds(Math.Ceiling((TurnOf(pass, place) - now).TotalMilliseconds));
        }
    }

    /// <summary>Forgets an attempt that waits no more.</summary>
    public void Leave(GatePass pass)
    {
        lock (_lock) _line.Remove(pass);
    }

    /// <summary>Holds all back until then.</summary>
    public void Hold(DateTimeOffset until)
    {
        lock (_lock) _heldUntil = Later(_heldUntil, until);
    }

    /// <summary>Notes that an attempt was not refused by a limit.</summary>
    public void Admit(GatePass pass, DateTimeOffset now)
    {
        lock (_lock)
        {
            _lastAdmitted = now;
            _firstRefused = null;
            if (pass.LimitsMet != _limitsMet) return;

            TimeSpan shorter = TimeSpan.FromTicks((long)(_pause.Ticks * Shrinking));
            _pause = shorter < s_shortestPause ? TimeSpan.Zero : shorter;
        }
    }

    /// <summary>
    /// Notes that an attempt met a limit, and holds all back. False where others pass, so that it is only a matter of
    /// waiting.
    /// </summary>
    public bool ReportLimit(GatePass pass, TimeSpan? asked, DateTimeOffset now)
    {
        lock (_lock)
        {
            _firstRefused ??= now;
            bool isLimit = now - _lastAdmitted <= s_memory;
            if (asked is TimeSpan delay) _heldUntil = Later(_heldUntil, now + delay);
            if (!isLimit && now - _firstRefused > s_memory)
            {
                _pause = TimeSpan.Zero;
                return true;
            }

            // Those that left together are refused together: that is one limit, met once.
            if (pass.LimitsMet == _limitsMet)
            {
                _pause = Longer(asked);
                _nextRequest = now + (asked ?? _pause);
                _limitsMet++;
            }

            return !isLimit;
        }
    }

    /// <summary>The pause after a further limit. A service that names a short time means a short pause.</summary>
    private TimeSpan Longer(TimeSpan? asked)
    {
        TimeSpan first = asked < s_firstPause ? asked.Value : s_firstPause;
        TimeSpan longest = TimeSpan.FromTicks(first.Ticks << Doublings);
        TimeSpan longer = _pause == TimeSpan.Zero ? first : _pause + _pause;
        if (longer > longest) longer = longest;
        return longer > _pause ? longer : _pause;
    }

    /// <summary>When an attempt may pass that has so many others before it.</summary>
    private DateTimeOffset TurnOf(GatePass pass, int ahead)
    {
        DateTimeOffset turn = _heldUntil;
        if (_pause > TimeSpan.Zero) turn = Later(turn, _nextRequest + TimeSpan.FromTicks(_pause.Ticks * ahead));
        if (pass.Images > 0 && ImagesPerMinute is int pace)
        {
            int before = _imagesOfLastOrder + _line.Take(ahead).Sum(other => other.Images);
            turn = Later(turn, _lastOrder + TimeSpan.FromTicks(s_minute.Ticks / pace * before));
        }

        return turn;
    }

    private void Pass(GatePass pass, DateTimeOffset now)
    {
        _line.Remove(pass);
        pass.LimitsMet = _limitsMet;
        _nextRequest = now + _pause;
        if (pass.Images == 0) return;

        _lastOrder = now;
        _imagesOfLastOrder = pass.Images;
    }

    private static DateTimeOffset Later(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;
}
