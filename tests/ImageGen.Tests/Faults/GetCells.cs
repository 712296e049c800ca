using System.Collections.Generic;
using System.Linq;
using ImageGen.Tests.Support;

namespace ImageGen.Tests.Faults;

/// <summary>Faults while a stored response is fetched. Nothing is billed, so that nothing is unknown.</summary>
internal static class GetCells
{
    public static IEnumerable<FaultCell> All
    {
        get
        {
            string json = FaultAnswers.Response;
            string length = $"Content-Length: {json.Length}";
            FaultCell failed = new("get", "", Way.Get) { Error = "ConnectionFailed", Posts = 0 };
            FaultCell invalid = failed with { Error = "InvalidResponse" };
            FaultCell good = failed with { Error = null, Images = 1, Delivered = 1 };
            Exchange whole = Send(RawAnswer.Of(200, json));
            return
            [
                good.With("none", whole),
                good.With("slow", Acts.Get(connection => connection.DripAsync(RawAnswer.Of(200, json), 700))),
                failed.With("headers cut", Send("HTTP/1.1 200 OK\r\n")),
                failed.With("headers corrupt", Send("HTP/1.1\r\n\r\n")),
                failed.With("headers hang", Hang("HTTP/1.1 200 OK\r\n")) with
                {
                    Error = "OperationTimedOut", Timeout = FaultCell.Short,
                },
                good.With("headers cut once", Send("HTTP/1.1 200 OK\r\n"), whole) with { Retries = 1, Connections = 2 },
                good.With("unavailable once", Status(503, "retry-after-ms: 1"), whole) with
                {
                    Retries = 1, Connections = 2,
                },
                good.With("limited once", Status(429, "retry-after-ms: 1"), whole) with
                {
                    Retries = 1, Connections = 2,
                },
                failed.With("unavailable", Status(503, "retry-after-ms: 1")) with
                {
                    Error = "ServiceUnavailable", Retries = 1, Connections = 2,
                },
                failed.With("gateway", Status(504)) with { Error = "ServiceUnavailable" },
                failed.With("unauthorized", Status(401)) with { Error = "AuthenticationFailed" },
                failed.With("redirected", Status(302, "Location: https://example.com/")) with
                {
                    Error = "InvalidResponse",
                },
                failed.With("gone", Acts.Get(connection =>
                    connection.WriteStatusAsync(404, Samples.Error("Response with id 'resp_1' not found.")))) with
                {
                    Error = "ItemNotFound",
                },
                .. new[] { ("nothing", ""), ("half the picture", FaultAnswers.UntilMiddle(json)) }.SelectMany(
                    part => new[]
                {
                    failed.With($"{part.Item1}, cut", Send(RawAnswer.Of(200, part.Item2, length))),
                    failed.With(
                        $"{part.Item1}, bad chunk size", Send(
                            RawAnswer.InChunks(RawAnswer.Json, part.Item2) + "xyz\r\n")),
                    failed.With($"{part.Item1}, hang", Hang(RawAnswer.Of(200, part.Item2, length))) with
                    {
                        Error = "OperationTimedOut", Timeout = FaultCell.Short,
                    },
                }),
                invalid.With("empty", Send(RawAnswer.Of(200, ""))),
                invalid.With("HTML", Send(RawAnswer.Of(200, "<html>"))),
                invalid.With("deep JSON", Send(RawAnswer.Of(200, new string('[', 100_000)))),
                invalid.With(
                    "picture that is no base64", Send(
                        RawAnswer.Of(200, json.Replace(FaultPictures.Base64[5000..5010], "!!!!!!!!!!")))),
                failed.With(
                    "failed", Send(
                        RawAnswer.Of(200, """{"id":"resp_1","status":"failed","error":{"message":"No."}}"""))) with
                {
                    Error = "ResponseFailed",
                },
            ];
        }
    }

    private static Exchange Send(string text) => Acts.Get(connection => connection.WriteAsync(text));

    private static Exchange Status(int status, params string[] headers) =>
        Acts.Get(connection => connection.WriteStatusAsync(status, "", headers));

    private static Exchange Hang(string text) => Acts.Get(async connection =>
    {
        await connection.WriteAsync(text);
        await connection.HangAsync();
    });
}
