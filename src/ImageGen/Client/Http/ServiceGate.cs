using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Net.Http.Headers;

namespace ImageGen.Client.Http;

/// <summary>
/// What all requests of the process to one service pass before they are sent: a rate limit that one of them met holds
/// back all, and a pace that the user set keeps them from meeting one. It never waits itself: it tells how long to.
/// </summary>
internal sealed class ServiceGate
{
    private static readonly ConcurrentDictionary<string, ServiceGate> s_gates = new();
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);
    private static readonly string[] s_kinds = ["requests", "tokens", "input-images"];

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

    /// <summary>Takes notice of an answer's headers: where nothing remains of a limit, all wait until it is reset.</summary>
    public void Learn(HttpResponseHeaders headers, DateTimeOffset now)
    {
        foreach (string kind in s_kinds)
        {
            if (ResponseHeader.Get(headers, "x-ratelimit-remaining-" + kind) != "0") continue;

            TimeSpan? reset = ParseReset(ResponseHeader.Get(headers, "x-ratelimit-reset-" + kind));
            if (reset > TimeSpan.Zero && reset <= RetryPolicy.LongestServerDelay) Hold(now + reset.Value);
        }
    }

    /// <summary>Reads a time as in <c>6m0s</c> or <c>20ms</c>; null for anything else.</summary>
    internal static TimeSpan? ParseReset(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;

        double milliseconds = 0;
        for (int at = 0; at < text!.Length;)
        {
            int start = at;
            while (at < text.Length && (char.IsDigit(text[at]) || text[at] == '.')) at++;
            bool isNumber = double.TryParse(
                text.Substring(start, at - start),
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out double number);
            int unit = at;
            while (at < text.Length && char.IsLetter(text[at])) at++;
            double? factor = text.Substring(unit, at - unit) switch
            {
                "ms" => 1,
                "s" or "" => 1_000,
                "m" => 60_000,
                "h" => 3_600_000,
                _ => null,
            };
            if (!isNumber || factor is null || at == start) return null;
            milliseconds += number * factor.Value;
        }

        return milliseconds < 1e9 ? TimeSpan.FromMilliseconds(milliseconds) : null;
    }
}
