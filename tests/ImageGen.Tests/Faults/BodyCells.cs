using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using ImageGen.Tests.Support;

namespace ImageGen.Tests.Faults;

/// <summary>Faults in an answer that is one JSON document.</summary>
internal static class BodyCells
{
    public static IEnumerable<FaultCell> All => new[] { Way.New, Way.NewImages }.SelectMany(Of);

    private static IEnumerable<FaultCell> Of(Way way)
    {
        string json = FaultAnswers.Json(way);
        string middle = FaultAnswers.UntilMiddle(json);
        string picture = FaultAnswers.UntilPicture(json);
        string rest = json[picture.Length..];
        string length = $"Content-Length: {json.Length}";
        FaultCell unknown = new("body", "", way) { Error = "ResultUnknown", Retries = 1 };
        FaultCell invalid = unknown with { Error = "InvalidResponse" };
        FaultCell good = new("body", "", way) { Images = 1, Delivered = 1 };
        return
        [
            // Before the picture is whole: it may have been made, and is not paid again.
            .. new[] { ("nothing", ""), ("a little", json[..20]), ("half the picture", middle) }.SelectMany(
                part => new[]
            {
                unknown.With($"{part.Item1}, cut", Acts.Send(RawAnswer.Of(200, part.Item2, length))),
                unknown.With($"{part.Item1}, reset", Acts.SendAndReset(RawAnswer.Of(200, part.Item2, length))),
                unknown.With($"{part.Item1}, hang", Acts.SendAndHang(RawAnswer.Of(200, part.Item2, length))) with
                {
                    Timeout = FaultCell.Short,
                },
                unknown.With($"{part.Item1} in chunks, cut", Acts.Send(RawAnswer.InChunks(RawAnswer.Json, part.Item2))),
                unknown.With(
                    $"{part.Item1}, bad chunk size", Acts.Send(
                        RawAnswer.InChunks(RawAnswer.Json, part.Item2) + "xyz\r\n")),
                unknown.With(
                    $"{part.Item1}, chunk beyond all",
                    Acts.Send(RawAnswer.InChunks(RawAnswer.Json, part.Item2) + "fffffffffffffffff\r\n")),
                invalid.With(
                    $"{part.Item1}, content length too short",
                    Acts.Send(RawAnswer.Of(200, json, $"Content-Length: {part.Item2.Length}"))),
            }),

            // After it: the picture is here, whatever becomes of the rest.
            .. new[] { ("the picture", picture), ("all but a brace", json[..^1]) }.SelectMany(part => new[]
            {
                good.Rescued($"{part.Item1}, cut", Acts.Send(RawAnswer.Of(200, part.Item2, length))),
                good.Rescued($"{part.Item1}, reset", Acts.SendAndReset(RawAnswer.Of(200, part.Item2, length))),
                good.Rescued($"{part.Item1}, hang", Acts.SendAndHang(RawAnswer.Of(200, part.Item2, length))) with
                {
                    Timeout = FaultCell.Short,
                },
                good.Rescued(
                    $"{part.Item1}, bad chunk size", Acts.Send(
                        RawAnswer.InChunks(RawAnswer.Json, part.Item2) + "xyz\r\n")),
                good.Rescued(
                    $"{part.Item1}, content length too short",
                    Acts.Send(RawAnswer.Of(200, json, $"Content-Length: {part.Item2.Length}"))),
            }),
            good.Rescued(
                "all, content length too long", Acts.Send(
                    RawAnswer.Of(200, json, $"Content-Length: {json.Length + 9}"))),
            good.Rescued("all, last chunk missing", Acts.Send(RawAnswer.InChunks(RawAnswer.Json, json))),
            good.Rescued("all, and garbage", Acts.Answer(json + "\0\0garbage")),
            good.Rescued("broken after the picture", Acts.Answer(picture + ",,," + rest)),
            good.Rescued("byte order mark", Acts.Answer("\u00ef\u00bb\u00bf" + json)),

            // What is not JSON, or not this JSON.
            invalid.With("empty", Acts.Answer("")),
            invalid.With("no content", Acts.Send(RawAnswer.Head(204))),
            invalid.With("HTML", Acts.Answer("<html>\u001b[2J</html>")),
            invalid.With("deep JSON", Acts.Answer(new string('[', 200_000))),
            invalid.With("deep JSON in an unknown field", Acts.Answer("{\"x\":" + new string('[', 200_000))),
            invalid.With("null", Acts.Answer("null")),
            invalid.With("33 million blanks", Acts.SendLong(RawAnswer.InChunks(RawAnswer.Json), ' ')),
            invalid.With("one text of 33 million", Acts.SendLong(RawAnswer.InChunks(RawAnswer.Json, "{\"x\":\""), 'x')),
            invalid.With(
                "a bomb", Acts.Send(RawAnswer.Of(200, Zip(new string(' ', 40_000_000)), "Content-Encoding: gzip"))),
            unknown.With("corrupt gzip", Acts.Send(RawAnswer.Of(200, "this is no gzip", "Content-Encoding: gzip"))) with
            {
                
            },
            invalid.With("gzip cut", Acts.Send(RawAnswer.Of(200, Zip(json)[..400], "Content-Encoding: gzip"))),
            invalid.With(
                "picture that is no base64", Acts.Answer(json.Replace(FaultPictures.Base64[5000..5010], "!!!!!!!!!!"))),
            invalid.With(
                "picture without its last byte", Acts.Answer(
                    json.Replace(FaultPictures.Base64, FaultPictures.Base64 + "A"))),
            invalid.With("no picture", Acts.Answer("{}")) with { Error = "NoImageReturned" },

            // What is odd, and the picture is there all the same.
            good.With("gzip", Acts.Send(RawAnswer.Of(200, Zip(json), "Content-Encoding: gzip"))),
            good.With("slow", Acts.Then(connection => connection.DripAsync(RawAnswer.Of(200, json), piece: 700))),
            good.With("one byte in a chunk", Acts.Send(
                RawAnswer.InChunks(RawAnswer.Json, [.. json.Select(c => c.ToString())]) + RawAnswer.LastChunk)),
            good.With(
                "trailers", Acts.Send(
                    RawAnswer.InChunks(RawAnswer.Json, json) + "0\r\nx-a: b\r\nx-c: \u001b[2J\r\n\r\n")),
            good.With("chunk extensions", Acts.Send(
                RawAnswer.InChunks(RawAnswer.Json) + $"{json.Length:x};a=\"b\"\r\n{json}\r\n{RawAnswer.LastChunk}")),
            good.With("the picture twice", Acts.Answer(
                json.Replace(
                    $"\"{FaultPictures.Base64}\"",
                    $"\"{FaultPictures.Base64}\",\"x\":1,\"{Field(way)}\":\"{FaultPictures.Base64}\""))),
            good.With("half a character", Acts.Answer(json.Replace("\"quality\":\"high\"", "\"quality\":\"\\ud83d\""))),
            good.With("no UTF-8", Acts.Answer(json.Replace("\"quality\":\"high\"", "\"quality\":\"\u00ff\u00fe\""))),
            .. s_oddities.Select(odd => good.With(odd.Replace('"', '\''), Acts.Answer(Odd(way, json, odd)))),
        ];
    }

    /// <summary>Values that are of another type than the service says.</summary>
    private static readonly string[] s_oddities =
    [
        "\"size\":1024", "\"size\":{\"width\":1}", "\"usage\":[]", "\"usage\":\"none\"",
        "\"usage\":{\"input_tokens\":1.5}",
        "\"usage\":{\"input_tokens\":{}}", "\"usage\":{\"input_tokens_details\":7}", "\"tool_usage\":7",
        "\"tools\":[null,7]",
        "\"tools\":{}", "\"created_at\":\"2026-11-22\"", "\"created\":\"soon\"", "\"model\":[1]", "\"id\":7",
        "\"error\":\"\"",
        "\"incomplete_details\":\"x\"", "\"store\":\"yes\"", "\"status\":null", "\"message\":[]",
    ];

    private static string Odd(Way way, string json, string odd)
    {
        string list = way == Way.New ? "\"output\":[" : "\"data\":[";
        return "{" + odd + "," + json.Replace(list, list + "null,7,\"x\",{},")[1..^1] + "," + odd + "}";
    }

    private static string Field(Way way) => way == Way.New ? "result" : "b64_json";

    /// <summary>A text as gzip.</summary>
    public static string Zip(string text)
    {
        using MemoryStream target = new();
        using (GZipStream zip = new(target, CompressionLevel.Optimal)) zip.Write(Encoding.Latin1.GetBytes(text));
        return Encoding.Latin1.GetString(target.ToArray());
    }
}
