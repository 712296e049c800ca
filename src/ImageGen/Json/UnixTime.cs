using System;

namespace ImageGen.Json;

/// <summary>The service's times: seconds since 1970.</summary>
internal static class UnixTime
{
    private const double Latest = 1e11;

    private static readonly DateTimeOffset s_epoch = new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The time, or null for none and for one that cannot be.</summary>
    public static DateTimeOffset? Read(double? seconds) =>
        seconds is >= 0 and < Latest ? s_epoch.AddSeconds(seconds.Value) : null;
}
