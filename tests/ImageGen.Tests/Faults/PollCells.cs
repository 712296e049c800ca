using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Tests.Support;

namespace ImageGen.Tests.Faults;

/// <summary>
/// Faults while a response is waited for. Asking costs nothing: what passes is asked again, and as long as the image
/// may be there its record stays.
/// </summary>
internal static class PollCells
{
    private const string AtOnce = "retry-after-ms: 0";

    private static readonly int[] s_passing = [408, 409, 429, 500, 502, 503, 504, 520, 524, 529];

    private static readonly string s_length = $"Content-Length: {FaultAnswers.Response.Length}";

    private static readonly Exchange s_whole = Send(RawAnswer.Of(200, FaultAnswers.Response));

    /// <summary>Answers that are not what the service answers, by their names.</summary>
    private static IEnumerable<(string Name, Exchange Exchange)> Corrupt
    {
        get
        {
            string json = FaultAnswers.Response;
            return
            [
                ("JSON corrupt", Answer(json.Replace("\"status\":", "\"status\"="))),
                ("JSON cut", Answer(json[..^1])),
                ("picture that is no base64", Answer(json.Replace(FaultPictures.Base64[5000..5010], "!!!!!!!!!!"))),
                ("HTML", Answer("<html>\u001b[2J</html>")),
                ("empty", Answer("")),
                ("null", Answer("null")),
                ("deep JSON", Answer(new string('[', 100_000))),
                ("no content", Send(RawAnswer.Head(204, AtOnce))),
                ("another's JSON", Answer("""{"detail":"Who are you?"}""")),
                ("nothing in it", Answer("{}")),
            ];
        }
    }

    public static IEnumerable<FaultCell> All =>
        new[] { Way.Durable, Way.Wait }.SelectMany(way => Once(way).Concat(Always(way)));

    /// <summary>One answer that is bad, and then the image.</summary>
    private static IEnumerable<FaultCell> Once(Way way)
    {
        string json = FaultAnswers.Response;
        Exchange waits = Answer(SubmitCells.Queued, "openai-poll-after-ms: 0");
        IEnumerable<(string Name, Exchange Exchange)> rows =
        [
            ("closed before a word", Acts.Get(connection => connection.EndAsync())),
            ("reset before a word", Acts.Get(connection =>
            {
                connection.Reset();
                return Task.CompletedTask;
            })),
            ("headers cut", Send("HTTP/1.1 200 OK\r\nContent-")),
            ("headers corrupt", Send("HTP/1.1\r\n\r\n")),
            ("headers too long", Send($"HTTP/1.1 200 OK\r\nx-a: {new string('x', 2_000_000)}\r\n\r\n")),
            .. new[]
            {
                ("nothing", ""), ("a little", json[..20]), ("half the picture", FaultAnswers.UntilMiddle(json)),
                ("the picture", FaultAnswers.UntilPicture(json)),
            }.SelectMany(part => new[]
            {
                ($"{part.Item1}, cut", Send(RawAnswer.Of(200, part.Item2, s_length, AtOnce))),
                ($"{part.Item1}, reset", Reset(RawAnswer.Of(200, part.Item2, s_length, AtOnce))),
                ($"{part.Item1}, bad chunk size", Send(
                    RawAnswer.Head(200, RawAnswer.Json, RawAnswer.Chunked, AtOnce)
                    + (part.Item2.Length > 0 ? RawAnswer.Chunk(part.Item2) : "") + "xyz\r\n")),
            }),
            .. Corrupt,
            ("corrupt gzip", Answer("this is no gzip", "Content-Encoding: gzip")),
            ("gzip cut", Answer(BodyCells.Zip(json)[..400], "Content-Encoding: gzip")),
            .. s_passing.SelectMany(status => new[]
            {
                ($"status {status}", Status(status, "", AtOnce)),
                ($"status {status}, JSON", Status(status, Samples.Error("Not now."), AtOnce)),
            }),
            ("status 503, told not to repeat", Status(503, "", AtOnce, "x-should-retry: false")),
            ("status 502, JSON cut", Send(RawAnswer.Of(502, "{\"error\":{\"mess", AtOnce, "Content-Length: 500"))),
            ("queued", waits),
            ("queued, slow", Acts.Get(connection =>
                connection.DripAsync(RawAnswer.Of(200, SubmitCells.Queued, "openai-poll-after-ms: 0")))),
        ];
        FaultCell good = new("poll", "", way)
        {
            Posts = way == Way.Wait ? 0 : 1, Images = 1, Delivered = 1, Retries = 0,
        };
        return
        [
            .. rows.Select(row => good.With($"{row.Name}, once", Script(way, row.Exchange, s_whole))),
            good.With("slow", Script(
                way, Acts.Get(connection => connection.DripAsync(RawAnswer.Of(200, json), piece: 700)))),
            good.With("busy often", Script(way, [.. Enumerable.Repeat(Status(503, "", AtOnce), 12), s_whole])),
            good.With("corrupt between looks", Script(
                way, Answer("{"), Answer("{"), waits, Answer("{"), Answer("{"), s_whole)),
        ];
    }

    /// <summary>Answers that stay bad, or say that there is no image.</summary>
    private static IEnumerable<FaultCell> Always(Way way)
    {
        // The image may be there, for a later run.
        FaultCell kept = new("poll", "", way)
        {
            Error = "OperationTimedOut",
            Posts = way == Way.Wait ? 0 : 1,
            Files = way == Way.Wait ? [] : [FaultCell.Record],
            Recorded = way == Way.Wait ? null : "resp_1",
        };
        FaultCell hanging = kept with { Timeout = FaultCell.Short };
        FaultCell over = kept with { Error = "ResponseFailed", Files = [], Recorded = null };
        string gone = Samples.Error("Response with id 'resp_1' not found.");
        string quota = Samples.Error("No credit.", "insufficient_quota");
        FaultCell Refused(int status, string error, string body = "", params string[] headers) =>
            kept.With($"status {status}, {error}", Script(way, Status(status, body, headers))) with { Error = error };
        FaultCell Ended(string fault, string error, string fields) =>
            over.With(fault, Script(way, Answer($"{{\"id\":\"resp_1\",{fields}}}"))) with { Error = error };
        return
        [
            Refused(400, "InvalidRequest"),
            Refused(401, "AuthenticationFailed"),
            Refused(403, "AccessDenied"),
            Refused(404, "ItemNotFound", gone),
            Refused(422, "InvalidRequest"),
            Refused(429, "QuotaExceeded", quota),
            Refused(302, "InvalidResponse", "", "Location: https://example.com/"),
            .. Corrupt.Select(row => kept.With($"{row.Name}, always", Script(way, row.Exchange)) with
            {
                Error = "InvalidResponse",
            }),
            hanging.With("hang", Script(way, Hang(""))),
            hanging.With("headers hang", Script(way, Hang("HTTP/1.1 200 OK\r\n"))),
            hanging.With("half the picture, hang", Script(
                way, Hang(RawAnswer.Of(200, FaultAnswers.UntilMiddle(FaultAnswers.Response), s_length)))),
            hanging.With("queued, always", Script(way, Answer(SubmitCells.Queued, "openai-poll-after-ms: 100"))),
            hanging.With("unavailable, always", Script(way, Status(503, "", "retry-after-ms: 100"))),
            Ended("failed", "ResponseFailed", "\"status\":\"failed\",\"error\":{\"message\":\"No.\"}"),
            Ended(
                "failed for a limit", "RateLimited",
                "\"status\":\"failed\",\"error\":{\"code\":\"rate_limit_exceeded\"}"),
            Ended("failed and silent", "ResponseFailed", "\"status\":\"failed\",\"output\":[]"),
            Ended(
                "rejected", "ContentRejected",
                "\"status\":\"failed\",\"error\":{\"code\":\"moderation_blocked\"}"),
            Ended(
                "incomplete", "ResponseFailed",
                "\"status\":\"incomplete\",\"incomplete_details\":{\"reason\":\"max_output_tokens\"}"),
            Ended(
                "filtered", "ContentRejected",
                "\"status\":\"incomplete\",\"incomplete_details\":{\"reason\":\"content_filter\"}"),
            Ended("cancelled", "ResponseFailed", "\"status\":\"cancelled\",\"output\":[]"),
            Ended(
                "text only", "NoImageReturned",
                "\"status\":\"completed\",\"output\":[{\"type\":\"message\",\"content\":"
                + "[{\"type\":\"output_text\",\"text\":\"No.\"}]}]"),
        ];
    }

    /// <summary>What the server does from the beginning: who waits by an id has sent nothing.</summary>
    private static Exchange[] Script(Way way, params Exchange[] polls) =>
        way == Way.Wait ? polls : [Acts.Answer(SubmitCells.Queued), .. polls];

    private static Exchange Send(string text) => Acts.Get(connection => connection.WriteAsync(text));

    /// <summary>A whole answer after which the next may follow without a pause.</summary>
    private static Exchange Answer(string body, params string[] headers) =>
        Send(RawAnswer.Of(200, body, [AtOnce, .. headers]));

    private static Exchange Status(int status, string body, params string[] headers) =>
        Acts.Get(connection => connection.WriteStatusAsync(status, body, headers));

    private static Exchange Reset(string text) => Acts.Get(async connection =>
    {
        await connection.WriteAsync(text);
        await connection.SettleAsync();
        connection.Reset();
    });

    private static Exchange Hang(string text) => Acts.Get(async connection =>
    {
        await connection.WriteAsync(text);
        await connection.HangAsync();
    });
}
