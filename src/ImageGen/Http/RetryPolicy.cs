using System;
using System.Globalization;
using System.Net.Http.Headers;

namespace ImageGen.Http;

/// <summary>
/// Whether and after which delay a refused request is sent again. Pure: the same arguments give the same answer.
/// </summary>
/// <remarks>
/// Only what certainly was not begun is sent again. Of what may have been made the failure's id tells
/// (<see cref="ErrorIds.ResultUnknown"/>); of the rest the status tells what may pass.
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
        int attempt, int maximum, AIImageException failure,
        HttpResponseHeaders? headers, DateTimeOffset now, double random)
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

    /// <summary>
    /// True where what costs nothing may be asked for again: the network or the service may be better by then.
    /// </summary>
    public static bool MayPass(AIImageException failure) => !failure.IsPermanent
        && failure.ErrorId is ErrorIds.ConnectionFailed
        or ErrorIds.OperationTimedOut or ErrorIds.ServiceUnavailable or ErrorIds.RateLimited;

    /// <summary>True where the answer says that the request may be sent again: then its work was not begun.</summary>
    public static bool IsToBeRetried(HttpResponseHeaders? headers) => Verdict(headers) == true;

    /// <summary>True for a limit that other requests meet too: it is not the request that is wrong.</summary>
    public static bool IsLimit(AIImageException? failure) =>
        failure is { StatusCode: 429 or 503, ErrorId: ErrorIds.RateLimited or ErrorIds.ServiceUnavailable };

    /// <summary>True for a limit, and for a request that did not leave, which nobody can have begun.</summary>
    public static bool IsCertainlyNotBegun(AIImageException failure) =>
        IsLimit(failure) || failure is { StatusCode: null, ErrorId: ErrorIds.ConnectionFailed };

    /// <summary>A delay that doubles from half a second to eight, spread by the random number.</summary>
    public static TimeSpan BackOff(int attempt, double random) =>
        TimeSpan.FromSeconds(Math.Min(0.5 * Math.Pow(2, attempt), 8) * (1 - random * 0.25));

    private static bool IsRetried(AIImageException failure, HttpResponseHeaders? headers)
    {
        bool isFinal = failure.IsPermanent
            || failure.ErrorId is ErrorIds.QuotaExceeded or ErrorIds.ContentRejected or ErrorIds.ResultUnknown;
        if (isFinal) return false;
        if (Verdict(headers) is bool verdict) return verdict;

        return failure.StatusCode is 408 or 409 or 429 or (>= 500 and not (501 or 505))
            || (failure.StatusCode is null && failure.ErrorId == ErrorIds.ConnectionFailed);
    }

    private static bool? Verdict(HttpResponseHeaders? headers) =>
        bool.TryParse(ResponseHeader.Get(headers, "x-should-retry"), out bool verdict) ? verdict : null;

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
