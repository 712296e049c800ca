using System.Collections.Generic;
using System.Globalization;
using System.Net.Http.Headers;

namespace ImageGen.Http;

/// <summary>Reads single headers of an answer.</summary>
internal static class ResponseHeader
{
    /// <summary>The header's first value; null without headers or without it.</summary>
    public static string? Get(HttpResponseHeaders? headers, string name)
    {
        if (headers is null || !headers.TryGetValues(name, out IEnumerable<string>? values)) return null;

        foreach (string value in values) return value;
        return null;
    }

    /// <summary>The header's value where it is a number that can be waited for.</summary>
    public static double? GetNumber(HttpResponseHeaders? headers, string name) =>
        double.TryParse(Get(headers, name), NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
        && value is >= 0 and < 1e9 ? value : null;
}
