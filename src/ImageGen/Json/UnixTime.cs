using System;
using System.Globalization;
using System.Text.Json;

namespace ImageGen.Json;

/// <summary>The service's times: seconds since 1970, here and there a date as text.</summary>
internal static class UnixTime
{
    private const double Latest = 1e11;

    private static readonly DateTimeOffset s_epoch = new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The time, or null for none and for one that cannot be.</summary>
    public static DateTimeOffset? Read(double? seconds) =>
        seconds is >= 0 and < Latest ? s_epoch.AddSeconds(seconds.Value) : null;

    /// <summary>The time of a number or a text; null for anything else. A text without a zone is UTC.</summary>
    public static DateTimeOffset? Read(JsonElement time) => time.ValueKind switch
    {
        JsonValueKind.Number => Read(time.GetDouble()),
        JsonValueKind.String when DateTimeOffset.TryParse(
            JsonText.FromElement(time),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out DateTimeOffset read) => read,
        _ => null,
    };
}
