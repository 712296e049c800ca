using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Tests.Support;

namespace ImageGen.Tests.Faults;

/// <summary>
/// Refusals: the status decides, whatever stands in the body, and whether it is sent again. Of a failure it is the
/// body: only the service's own error says that nothing was made.
/// </summary>
internal static class StatusCells
{
    private static readonly Way[] s_ways = [Way.New, Way.NewImages, Way.Stream, Way.StreamImages];

    private static readonly (int Status, string Error)[] s_statuses =
    [
        (300, "InvalidResponse"), (301, "InvalidResponse"), (302, "InvalidResponse"), (304, "InvalidResponse"),
        (307, "InvalidResponse"), (308, "InvalidResponse"),
        (400, "InvalidRequest"), (401, "AuthenticationFailed"), (402, "InvalidRequest"), (403, "AccessDenied"),
        (404, "InvalidRequest"), (405, "InvalidRequest"), (407, "AuthenticationFailed"), (408, "ServiceUnavailable"),
        (409, "ServiceUnavailable"), (413, "InvalidRequest"), (415, "InvalidRequest"), (418, "InvalidRequest"),
        (422, "InvalidRequest"), (429, "RateLimited"), (431, "InvalidRequest"), (451, "InvalidRequest"),
        (499, "InvalidRequest"), (500, "ServiceUnavailable"), (501, "ServiceUnavailable"),
        (502, "ServiceUnavailable"), (503, "ServiceUnavailable"), (504, "ResultUnknown"),
        (505, "ServiceUnavailable"), (520, "ServiceUnavailable"), (522, "ServiceUnavailable"),
        (524, "ResultUnknown"), (529, "ServiceUnavailable"), (599, "ServiceUnavailable"),
    ];

    private static readonly string s_own = Samples.Error("No.");

    /// <summary>Failures of which a gateway's word says nothing.</summary>
    private static readonly int[] s_failures = [500, 501, 502, 505, 520, 522, 529, 599];

    private static readonly int[] s_retried = [408, 409, 429, 503];

    private static readonly int[] s_retriedWhenOwn = [500, 502, 520, 522, 529, 599];

    private static readonly (string Name, string Body)[] s_bodies =
    [
        ("JSON", s_own),
        ("HTML", "<html><body><h1>\u001b[31mBad gateway</h1></body></html>"),
        ("nothing", ""),
        ("detail", """{"detail":"Not here."}"""),
        ("several details", """{"detail":[{"loc":["body","size"],"msg":"bad"}]}"""),
        ("text", "upstream\u0000 \u001b]0;title\u0007error"),
        ("deep JSON", string.Concat(Enumerable.Repeat("{\"error\":", 5000))),
        ("a long text", new string('x', 300_000)),
    ];

    public static IEnumerable<FaultCell> All =>
    [
        .. s_statuses.SelectMany((row, number) => Refused(row.Status, row.Error, number)),
        .. s_statuses.Select((row, number) => Again(row.Status, row.Error, s_ways[number % 4])),
        .. s_failures.Select((status, number) => OwnAgain(status, s_ways[number % 4])),
        .. s_ways.SelectMany(Delays),
    ];

    private static IEnumerable<FaultCell> Refused(int status, string error, int number)
    {
        IEnumerable<(string Name, Exchange Exchange)> rows =
        [
            .. s_bodies.Select(body => (body.Name, Acts.Status(status, body.Body))),
            ("JSON cut off", Broken(status, connection => connection.EndAsync())),
            ("JSON reset", Broken(status, connection =>
            {
                connection.Reset();
                return Task.CompletedTask;
            })),
            ("corrupt gzip", Acts.Status(status, "this is no gzip", "Content-Encoding: gzip")),
        ];
        if (status == 400) rows = [.. rows, ("hang", Broken(status, connection => connection.HangAsync()))];
        return rows.Select(
            (row, at) => new FaultCell($"status {status}", row.Name, s_ways[(number + at) % 4], row.Exchange)
        {
            Error = s_failures.Contains(status) && row.Name != "JSON" ? "ResultUnknown" : error,
            Timeout = row.Name == "hang" ? FaultCell.Short : 50,
        });
    }

    private static Exchange Broken(int status, Func<RawConnection, Task> end) =>
        Acts.Then(async connection =>
        {
            await connection.WriteStatusAsync(status, "{\"error\":{\"mess", "Content-Length: 500");
            await end(connection);
        });

    /// <summary>Refused once without a word, and then answered well.</summary>
    private static FaultCell Again(int status, string error, Way way)
    {
        string expected = s_failures.Contains(status) ? "ResultUnknown" : error;
        return Again(status, "once", string.Empty, expected, way, s_retried.Contains(status));
    }

    /// <summary>Refused once in the service's own words.</summary>
    private static FaultCell OwnAgain(int status, Way way) =>
        Again(status, "once, own", s_own, "ServiceUnavailable", way, s_retriedWhenOwn.Contains(status));

    private static FaultCell Again(int status, string fault, string body, string error, Way way, bool isRetried) =>
        new($"status {status}", fault, way, Acts.Status(status, body, "retry-after-ms: 1"), Acts.Good(way))
        {
            Error = isRetried ? null : error,
            Posts = isRetried ? 2 : 1,
            Connections = isRetried ? 2 : 1,
            Images = isRetried ? 1 : 0,
            Delivered = isRetried ? 1 : 0,
            Partials = isRetried && way is Way.Stream or Way.StreamImages ? 1 : 0,
            Retries = 2,
        };

    private static IEnumerable<FaultCell> Delays(Way way)
    {
        string quota = Samples.Error("No credit.", "insufficient_quota");
        string moderated = Samples.Error("Rejected.", "moderation_blocked");
        FaultCell good = Again(429, "RateLimited", way) with { Phase = "retry" };
        FaultCell failed = good with
        {
            Error = "RateLimited", Posts = 1, Connections = 1, Images = 0, Delivered = 0, Partials = 0,
        };
        Exchange always = Acts.Status(503, "", "retry-after-ms: 1");
        return
        [
            failed with
            {
                Fault = "always", Script = [always], Error = "ServiceUnavailable", Posts = 3, Connections = 3,
            },
            failed with { Fault = "after an hour", Script = [Acts.Status(429, "", "retry-after: 3600")] },
            failed with { Fault = "never", Script = [Acts.Status(429, "", "x-should-retry: false")] },
            failed with { Fault = "no credit", Script = [Acts.Status(429, quota)], Error = "QuotaExceeded" },
            failed with
            {
                Fault = "rejected, and told to repeat",
                Script = [Acts.Status(500, moderated, "x-should-retry: true")],
                Error = "ContentRejected",
            },
            .. new[] { 502, 504 }.Select(status => good with
            {
                Fault = $"status {status}, and told to repeat",
                Script =
                [
                    Acts.Status(status, "", "x-should-retry: true", "retry-after-ms: 0"), Acts.Good(way),
                ],
            }),
            good with
            {
                Fault = "told to repeat", Script = [Acts.Status(
                    400, "", "x-should-retry: true", "retry-after-ms: 0"), Acts.Good(way)],
            },
            .. new[] { "soon", "-1", "NaN", "1e400", "0, 5", "" }.Select(delay => good with
            {
                Fault = $"after '{delay}'", Script = [Acts.Status(429, "", $"retry-after: {delay}"), Acts.Good(way)],
            }),
        ];
    }
}
