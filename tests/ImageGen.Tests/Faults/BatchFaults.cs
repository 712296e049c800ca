using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Tests.Support;

namespace ImageGen.Tests.Faults;

/// <summary>The faults that each request of a batch's way runs into.</summary>
internal static class BatchFaults
{
    private const string AtOnce = "retry-after-ms: 0";

    /// <summary>Statuses of the service that say that it did nothing.</summary>
    private static readonly int[] s_refusals = [302, 400, 401, 403, 404, 408, 409, 422, 429, 503];

    /// <summary>Statuses of a gateway, behind which the service may have done its work.</summary>
    private static readonly int[] s_gateways = [500, 502, 504, 520, 524];

    private static readonly string[] s_garbage =
        ["HTML", "empty", "null", "a list", "nothing in it", "deep JSON", "JSON corrupt", "no content"];

    public static IReadOnlyList<BatchFault> All { get; } =
    [
        new("reset in the request", BatchDeed.Undone, Reset) { IsInRequest = true },
        new("closed before a word", BatchDeed.Either, (connection, _) => connection.EndAsync()),
        new("reset before a word", BatchDeed.Either, Reset),
        new("headers cut", BatchDeed.Done, (connection, _) => connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-")),
        new("headers corrupt", BatchDeed.Either, (connection, _) => connection.WriteAsync("HTP/1.1\r\n\r\n")),
        new("headers too long", BatchDeed.Either, (connection, _) =>
            connection.WriteAsync($"HTTP/1.1 200 OK\r\nx-a: {new string('x', 2_000_000)}\r\n\r\n")),
        new("answer cut", BatchDeed.Done, (connection, answer) => connection.WriteAsync(Part(answer))),
        new("answer reset", BatchDeed.Done, async (connection, answer) =>
        {
            await connection.WriteAsync(Part(answer));
            await connection.SettleAsync();
            connection.Reset();
        }),
        new("answer hangs", BatchDeed.Done, async (connection, answer) =>
        {
            await connection.WriteAsync(Part(answer));
            await connection.HangAsync();
        }),
        Answer("HTML", "<html>\u001b[2J</html>"),
        Answer("empty", ""),
        Answer("null", "null"),
        Answer("a list", "[]"),
        Answer("nothing in it", "{}"),
        Answer("deep JSON", new string('[', 100_000)),
        Answer("JSON corrupt", "{\"id\"=1}"),
        new("corrupt gzip", BatchDeed.Done, (connection, _) =>
            connection.WriteAsync(RawAnswer.Of(200, "this is no gzip", "Content-Encoding: gzip", AtOnce))),
        new("no content", BatchDeed.Done, (connection, _) => connection.WriteAsync(RawAnswer.Head(204, AtOnce))),
        .. s_refusals.Select(status => new BatchFault($"status {status}, JSON", BatchDeed.Undone, (connection, _) =>
            connection.WriteStatusAsync(status, Samples.Error($"No, {LoopbackService.Key}."), AtOnce))),
        .. s_gateways.Select(status => new BatchFault($"status {status}", BatchDeed.Either, (connection, _) =>
            connection.WriteAsync(RawAnswer.Of(status, "<title>Gateway\u001b[2J</title>", AtOnce)))),
        .. s_gateways.Select(status => new BatchFault($"status {status}, JSON", BatchDeed.Undone, (connection, _) =>
            connection.WriteStatusAsync(status, Samples.Error("Not now."), AtOnce))),
        new(
            "slow", BatchDeed.Done, (connection, answer) =>
                connection.DripAsync(answer, piece: answer.Length / 50 + 1)),
        new("hang", BatchDeed.Either, (connection, _) => connection.HangAsync()),
    ];

    /// <summary>True for an answer that is whole and is not the service's.</summary>
    public static bool IsGarbage(BatchFault fault) => s_garbage.Contains(fault.Name);

    /// <summary>True for a limit, which holds back all requests for a growing time.</summary>
    public static bool IsLimit(BatchFault fault) => fault.Name is "status 429, JSON" or "status 503, JSON";

    /// <summary>True for a connection that breaks when the answer has begun.</summary>
    public static bool IsCut(BatchFault fault) => fault.Name is "answer cut" or "answer reset" or "answer hangs";

    /// <summary>True for silence that only a time limit ends.</summary>
    public static bool IsSilence(BatchFault fault) => fault.Name is "hang" or "answer hangs";

    /// <summary>The error of a refusal that is never tried again; null for all other faults.</summary>
    public static string? RefusalOf(BatchFault fault) => fault.Name switch
    {
        "status 302, JSON" => "InvalidResponse",
        "status 400, JSON" or "status 404, JSON" or "status 422, JSON" => "InvalidRequest",
        "status 401, JSON" => "AuthenticationFailed",
        "status 403, JSON" => "AccessDenied",
        _ => null,
    };

    /// <summary>The error of a fault that stays; null for an answer that is right and slow.</summary>
    public static string? LastErrorOf(BatchFault fault) => fault.Name switch
    {
        _ when RefusalOf(fault) is string refusal => refusal,
        _ when IsGarbage(fault) => "InvalidResponse",
        "slow" => null,
        "hang" or "answer hangs" => "OperationTimedOut",
        "status 429, JSON" => "RateLimited",
        string name when name.StartsWith("status", System.StringComparison.Ordinal) => "ServiceUnavailable",
        _ => "ConnectionFailed",
    };

    private static BatchFault Answer(string name, string body) => new(
        name, BatchDeed.Either, (connection, _) => connection.WriteAsync(RawAnswer.Of(200, body, AtOnce)));

    private static Task Reset(RawConnection connection, string answer)
    {
        connection.Reset();
        return Task.CompletedTask;
    }

    /// <summary>The right answer without its last fifth.</summary>
    private static string Part(string answer) => answer[..(answer.Length - answer.Length / 5)];
}
