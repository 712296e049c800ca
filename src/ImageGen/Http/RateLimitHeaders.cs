using System;
using System.Collections.Generic;
using System.Globalization;
using System.Net.Http.Headers;

namespace ImageGen.Http;

/// <summary>
/// Reads from an answer's headers how long a rate limit holds: <c>x-ratelimit-remaining-…</c> and its like.
/// </summary>
internal static class RateLimitHeaders
{
    /// <summary>What is limited, as the headers' names end.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["requests", "tokens", "input-images"];

    /// <summary>
    /// The time until all used-up limits are reset; null where something is left, or the time is too long to wait for.
    /// </summary>
    public static TimeSpan? ResetAfter(HttpResponseHeaders headers)
    {
        TimeSpan? longest = null;
        foreach (string kind in Kinds)
        {
            if (ResponseHeader.Get(headers, "x-ratelimit-remaining-" + kind) != "0") continue;
            TimeSpan? reset = ParseReset(ResponseHeader.Get(headers, "x-ratelimit-reset-" + kind));
            bool isBearable = reset > TimeSpan.Zero && reset <= RetryPolicy.LongestServerDelay;
            if (isBearable && !(reset <= longest)) longest = reset;
        }

        return longest;
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
