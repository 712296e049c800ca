using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Http.Headers;
using ImageGen.Http;
using ImageGen.Service;
using ImageGen.Text;

namespace ImageGen.Apis.Checks;

/// <summary>Reads from the answer to a probe what it says of the service.</summary>
internal static class ProbeVerdict
{
    private static readonly TimeSpan s_mostSkew = TimeSpan.FromMinutes(1);

    public static Verdict Connection(ServiceConnection connection, Probe list)
    {
        if (connection.IsSandbox)
        {
            return Verdict.Skipped("The sandbox runs in this process; nothing is sent over the network.");
        }

        if (list.Status is not int status) return Verdict.Failed(list.Failure!.Message);
        if (status is 407 or (>= 300 and < 400)) return Verdict.Failed(list.Failure!.Message);

        string address = connection.BaseUri.GetLeftPart(UriPartial.Authority);
        return Verdict.Passed(connection.BaseUri.Scheme == Uri.UriSchemeHttps
            ? $"{address} answers, encrypted (TLS)."
            : $"{address} answers, over plain http.");
    }

    public static Verdict Key(ServiceConnection connection, Probe list)
    {
        AIImageException? failure = list.Failure;
        string source = connection.Key is ServiceKey key ? $"the key from {key.Source}" : "a request without a key";
        return list.Status switch
        {
            _ when failure?.ErrorId == ErrorIds.QuotaExceeded => Verdict.Failed(failure.Message),
            _ when failure is null && connection.Key is null => Verdict.Skipped("The service requires no key."),
            _ when failure is null => Verdict.Passed($"The service accepts {source}."),
            401 => Verdict.Failed($"The service rejects {source}: {failure.Message}"),
            403 => Verdict.Warning($"The service does not allow {source} to list models: {failure.Message}"),
            404 or 405 or 501 => Verdict.Warning(
                $"Not tested, because there is no list of models at {list.Address} (status {list.Status}). Check that "
                + "the base URL ends with its version, such as https://api.openai.com/v1."),
            _ => Verdict.Warning($"Not tested: {failure.Message}"),
        };
    }

    public static Verdict Clock(Probe list)
    {
        if (list.Headers?.Date is not DateTimeOffset theirs)
        {
            return Verdict.Skipped("The service did not report its time.");
        }

        TimeSpan ahead = list.ReceivedAt - theirs;
        string by = ahead.Duration() < TimeSpan.FromDays(1)
            ? ahead.Duration().ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture)
            : string.Format(CultureInfo.InvariantCulture, "{0:0} days", ahead.Duration().TotalDays);
        return ahead.Duration() <= s_mostSkew
            ? Verdict.Passed("The clock of this computer matches the service's.")
            : Verdict.Warning(
                $"The clock of this computer is {by} {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} the "
                + "service's. Correct it: "
                + "certificates, tokens and waiting times depend on it.");
    }

    /// <summary>The route of an API, by its answer to an empty request, which makes and costs nothing.</summary>
    /// <param name="probe">What came of the empty request.</param>
    /// <param name="api">Name of the API.</param>
    /// <param name="remedy">What to do without it.</param>
    public static Verdict Api(Probe probe, string api, string remedy)
    {
        AIImageException? failure = probe.Failure;
        return probe.Status switch
        {
            null => Verdict.Failed("The connection was lost before the answer to an empty test request arrived. "
                + "Nothing was made."),
            _ when IsMissing(probe) => Verdict.Warning($"The service has no {api} (status {probe.Status}). {remedy}"),
            _ when failure?.ErrorId == ErrorIds.QuotaExceeded => Verdict.Failed(failure.Message),
            401 or 403 or (>= 300 and < 400) => Verdict.Failed(failure!.Message),
            429 => Verdict.Warning($"The service has the {api}, but has reached a rate limit: {failure!.Message}"),
            >= 500 => Verdict.Warning($"The {api} of the service is unavailable: {failure!.Message}"),
            _ => Verdict.Passed($"The service has the {api}: it answered an empty test request with status "
                + $"{probe.Status}."),
        };
    }

    public static bool IsMissing(Probe probe) =>
        probe.Status is 405 or 501 || (probe.Status == 404 && probe.Failure?.ErrorId != ErrorIds.ModelNotFound);

    public static Verdict RateLimits(IEnumerable<Probe> probes)
    {
        HttpResponseHeaders? headers = probes
            .LastOrDefault(probe => RateLimitHeaders.Kinds.Any(limit => Left(probe.Headers, limit) is not null))
            ?.Headers;
        if (headers is null) return Verdict.Skipped("The service reported no rate limits in these checks.");

        string[] told = [.. RateLimitHeaders.Kinds.Where(limit => Left(headers, limit) is not null)];
        string message = string.Join("; ", told.Select(limit => DescribeLimit(headers, limit))) + ".";
        return told.Any(limit => Left(headers, limit) == "0") ? Verdict.Warning(message) : Verdict.Passed(message);
    }

    private static string DescribeLimit(HttpResponseHeaders headers, string limit)
    {
        string most = Header(headers, "x-ratelimit-limit-" + limit) is string total ? $" of {total}" : string.Empty;
        string reset = Header(headers, "x-ratelimit-reset-" + limit) is string time
            ? $", full again in {time}" : string.Empty;
        return $"{limit.Replace('-', ' ')}: {Left(headers, limit)}{most} left{reset}";
    }

    private static string? Left(HttpResponseHeaders? headers, string limit) =>
        Header(headers, "x-ratelimit-remaining-" + limit);

    private static string? Header(HttpResponseHeaders? headers, string name) =>
        ResponseHeader.Get(headers, name) is string value ? PlainText.Line(value, 20) : null;
}
