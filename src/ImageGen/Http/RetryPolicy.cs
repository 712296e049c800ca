using System;
using System.Globalization;
using System.Net.Http.Headers;

namespace ImageGen.Http;

/// <summary>
/// Whether and after which delay a refused request is sent again. Pure: the same arguments give the same answer.
/// </summary>
/// <remarks>
/// Only a status that says that the work was not done is retried. A gateway's own time-out (504, 524) does not say so:
/// the image may be drawn and billed behind it, and no header of the gateway's makes that certain.
/// </remarks>
internal static class RetryPolicy
{
    /// <summary>A service that asks for a longer wait is not waited for.</summary>
    public static readonly TimeSpan LongestServerDelay = TimeSpan.FromMinutes(2);

    /// <summary>
    /// The delay before the next try, or null to give up. The first try has attempt 0; the random number from 0 to 1
    /// spreads the delays of many clients.
    /// </summary>
    public static TimeSpan? Delay(
        int attempt, int maximum, AIImageException failure, HttpResponseHeaders? headers, DateTimeOffset now, double random)
    {
        if (attempt >= maximum || !IsRetried(failure, headers)) return null;

        return ServerDelay(headers, now) is TimeSpan asked
            ? asked <= LongestServerDelay ? asked : null
            : BackOff(attempt, random);
    }

    /// <summary>How long the service asks to wait, in whichever form; null when it does not say.</summary>
    public static TimeSpan? ServerDelay(HttpResponseHeaders? headers, DateTimeOffset now)
    {
        if (ResponseHeader.GetNumber(headers, "retry-after-ms") is double milliseconds)
        {
            return TimeSpan.FromMilliseconds(milliseconds);
        }

        if (ResponseHeader.GetNumber(headers, "retry-after") is double seconds) return TimeSpan.FromSeconds(seconds);

        bool isDate = DateTimeOffset.TryParse(
            ResponseHeader.Get(headers, "retry-after"),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out DateTimeOffset date);
        return isDate ? Max(date - now, TimeSpan.Zero) : null;
    }

    /// <summary>The same where it is short enough to be waited for.</summary>
    public static TimeSpan? BearableDelay(HttpResponseHeaders? headers, DateTimeOffset now) =>
        ServerDelay(headers, now) is TimeSpan asked && asked <= LongestServerDelay ? asked : null;

    /// <summary>True where what costs nothing may be asked for again: the network or the service may be better by then.</summary>
    public static bool MayPass(AIImageException failure) => failure.ErrorId is ErrorIds.ConnectionFailed
        or ErrorIds.OperationTimedOut or ErrorIds.ServiceUnavailable or ErrorIds.RateLimited;

    /// <summary>A delay that doubles from half a second to eight, spread by the random number.</summary>
    public static TimeSpan BackOff(int attempt, double random) =>
        TimeSpan.FromSeconds(Math.Min(0.5 * Math.Pow(2, attempt), 8) * (1 - random * 0.25));

    private static bool IsRetried(AIImageException failure, HttpResponseHeaders? headers)
    {
        if (failure.ErrorId is ErrorIds.QuotaExceeded or ErrorIds.ContentRejected or ErrorIds.ResultUnknown) return false;
        if (bool.TryParse(ResponseHeader.Get(headers, "x-should-retry"), out bool verdict)) return verdict;

        return failure.StatusCode is 408 or 409 or 429 or 500 or 502 or 503
            || (failure.StatusCode is null && failure.ErrorId == ErrorIds.ConnectionFailed);
    }

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
