using System;
using System.Collections.Concurrent;
using System.Collections.Generic;

namespace ImageGen.Service;

/// <summary>
/// What all requests of the process to one service pass before they are sent: a rate limit that one of them met holds
/// back all, and a pace that the user set keeps them from meeting one. It never waits itself: it tells how long to.
/// </summary>
internal sealed class ServiceGate
{
    private static readonly ConcurrentDictionary<string, ServiceGate> s_gates = new();
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    private readonly object _lock = new();
    private readonly Queue<DateTimeOffset> _sent = new();
    private DateTimeOffset _heldUntil = DateTimeOffset.MinValue;

    /// <summary>How many images may be ordered within any minute; null leaves the pace to the service.</summary>
    public int? ImagesPerMinute { get; set; }

    /// <summary>The gate that all connections to this service with this key share.</summary>
    public static ServiceGate Of(Uri address, ServiceKey? key, string? organization, string? project) => s_gates.GetOrAdd(
        string.Join("|", address.AbsoluteUri, organization, project, key?.Fingerprint), _ => new ServiceGate());

    /// <summary>
    /// Lets a request pass that orders so many images, or tells how long to wait before it asks again. Zero is passed.
    /// </summary>
    public TimeSpan Enter(int images, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (_heldUntil > now) return _heldUntil - now;
            if (ImagesPerMinute is not int pace || images == 0) return TimeSpan.Zero;

            while (_sent.Count > 0 && now - _sent.Peek() >= s_minute) _sent.Dequeue();
            if (_sent.Count > 0 && _sent.Count + images > pace) return s_minute - (now - _sent.Peek());

            for (int image = 0; image < images; image++) _sent.Enqueue(now);
            return TimeSpan.Zero;
        }
    }

    /// <summary>Holds all back until then.</summary>
    public void Hold(DateTimeOffset until)
    {
        lock (_lock)
        {
            if (until > _heldUntil) _heldUntil = until;
        }
    }
}
