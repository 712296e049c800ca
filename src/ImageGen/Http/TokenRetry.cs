using System;

namespace ImageGen.Http;

/// <summary>
/// Whether and after which delay a refused request for a token is sent again. Pure, like <see cref="RetryPolicy"/>; a
/// token costs nothing, so whatever may pass is asked for again.
/// </summary>
internal static class TokenRetry
{
    public const int Most = 5;

    /// <summary>All delays together; a source that needs longer has failed.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    /// <param name="failures">How many answers were refusals before this one.</param>
    /// <param name="status">The status of this one.</param>
    /// <param name="isMetadataService">
    /// A metadata service says 404 while it starts, and 410 for at most 70 seconds while it is updated.
    /// </param>
    /// <param name="asked">The delay that the answer asks for.</param>
    /// <param name="waited">The delays so far.</param>
    /// <param name="random">A number from 0 to 1, which spreads the delays of many machines.</param>
    public static TimeSpan? Delay(
        int failures, int status, bool isMetadataService, TimeSpan? asked, TimeSpan waited, double random)
    {
        bool mayPass = status is 429 or (>= 500 and not (501 or 505)) || (isMetadataService && status is 404 or 410);
        if (!mayPass || failures >= Most) return null;

        double first = status == 410 ? 3 : 0.8;
        TimeSpan delay = asked ?? TimeSpan.FromSeconds(first * Math.Pow(2, failures) * (1 - random * 0.2));
        return waited + delay <= LongestWait ? delay : null;
    }
}
