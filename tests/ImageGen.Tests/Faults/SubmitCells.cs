using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Tests.Support;

namespace ImageGen.Tests.Faults;

/// <summary>
/// Faults while work is handed over to the service. The record stays unless it is certain that there is no work.
/// </summary>
internal static class SubmitCells
{
    /// <summary>The answer to a request that was taken over.</summary>
    public static readonly string Queued = Looks.State("resp_1", "queued");

    private static readonly (int Status, string Error, int Posts)[] s_refusals =
    [
        (400, "InvalidRequest", 1), (401, "AuthenticationFailed", 1), (403, "AccessDenied", 1),
        (404, "InvalidRequest", 1), (408, "ServiceUnavailable", 2), (409, "ServiceUnavailable", 2),
        (429, "RateLimited", 2), (500, "ServiceUnavailable", 2), (502, "ServiceUnavailable", 2),
        (503, "ServiceUnavailable", 2), (302, "InvalidResponse", 1),
    ];

    public static IEnumerable<FaultCell> All =>
        new[] { Way.Durable, Way.DurableStream }.SelectMany(Of).Concat(OfJson());

    private static IEnumerable<FaultCell> Of(Way way)
    {
        FaultCell unknown = new("submit", "", way)
        {
            Error = "ResultUnknown", Files = [FaultCell.Record], Retries = 1,
        };
        FaultCell refused = unknown with { Files = [] };
        FaultCell good = refused with { Error = null, Files = null, Images = 1, Delivered = 1 };
        return
        [
            unknown.With("cut", Acts.Then(connection => connection.EndAsync())),
            unknown.With("reset", Reset()),
            unknown.With("hang", Acts.SendAndHang("")) with { Timeout = FaultCell.Short },
            unknown.With("headers cut", Acts.Send("HTTP/1.1 200 OK\r\nContent-")),
            unknown.With("headers corrupt", Acts.Send("HTP/1.1\r\n\r\n")),
            unknown.With("headers hang", Acts.SendAndHang("HTTP/1.1 200 OK\r\n")) with { Timeout = FaultCell.Short },
            unknown.With("nothing, cut", Acts.Send(RawAnswer.Of(200, "", "Content-Length: 100"))),
            unknown.With("nothing, reset", Acts.SendAndReset(RawAnswer.Of(200, "", "Content-Length: 100"))),
            .. new[] { 500, 502, 504, 520, 524 }.Select(status =>
                unknown.With($"status {status}, no word", Acts.Status(status, "", "retry-after-ms: 1"))),
            .. s_refusals.Select(row =>
                refused.With($"status {row.Status}", Acts.Status(row.Status, Samples.Error("No."), "retry-after-ms: 1"))
                    with { Error = row.Error, Posts = row.Posts }),
            refused.With("nobody there") with { Error = "ConnectionFailed", Posts = 0, IsAbsent = true, Retries = 0 },
            good.With("unavailable once", Acts.Status(503, "", "retry-after-ms: 1"), Acts.Good(way)) with
            {
                Posts = 2, Partials = way == Way.DurableStream ? 1 : 0,
            },
        ];
    }

    /// <summary>Faults of an answer that is one JSON document.</summary>
    private static IEnumerable<FaultCell> OfJson()
    {
        FaultCell invalid = new("submit", "", Way.Durable) { Error = "InvalidResponse", Files = [FaultCell.Record] };
        FaultCell unknown = invalid with { Error = "ResultUnknown" };
        FaultCell failed = invalid with { Error = "ResponseFailed", Files = [] };
        string length = $"Content-Length: {Queued.Length}";
        string untilId = Queued[..(Queued.IndexOf("resp_1", StringComparison.Ordinal) + 8)];
        return
        [
            invalid.With("no id", Acts.Answer("""{"status":"queued","output":[]}""")),
            invalid.With("HTML", Acts.Answer("<html>\u001b[2J</html>")),
            invalid.With("empty", Acts.Answer("")),
            invalid.With("no content", Acts.Send(RawAnswer.Head(204))),
            invalid.With("corrupt before the id", Acts.Answer("{,,," + Queued[1..])),
            invalid.With("corrupt after the id", Acts.Answer(untilId + ",,,")) with { Recorded = "resp_1" },
            unknown.With("corrupt gzip", Acts.Send(RawAnswer.Of(200, "this is no gzip", "Content-Encoding: gzip"))),
            unknown.With("in the id, cut", Acts.Send(RawAnswer.Of(200, untilId[..^4], length))),
            unknown.With("after the id, cut", Acts.Send(RawAnswer.Of(200, untilId, length))) with
            {
                Recorded = "resp_1",
            },
            unknown.With("after the id, hang", Acts.SendAndHang(RawAnswer.Of(200, untilId, length))) with
            {
                Recorded = "resp_1", Timeout = FaultCell.Short,
            },
            failed.With("failed at once", Acts.Answer(
                """{"id":"resp_1","status":"failed","error":{"message":"No."},"output":[]}""")),
            failed.With("rejected at once", Acts.Answer(
                """{"id":"resp_1","status":"failed","error":{"message":"No.","code":"moderation_blocked"}}""")) with
            {
                Error = "ContentRejected",
            },
            failed.With("completed at once", Acts.Answer(FaultAnswers.Response)) with
            {
                Error = null, Files = null, Images = 1, Delivered = 1,
            },
        ];
    }

    private static Exchange Reset() => Acts.Then(connection =>
    {
        connection.Reset();
        return Task.CompletedTask;
    });
}
