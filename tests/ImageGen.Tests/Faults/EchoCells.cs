using System.Collections.Generic;
using System.Linq;
using ImageGen.Tests.Support;

namespace ImageGen.Tests.Faults;

/// <summary>
/// A service that writes the key and control characters wherever it may write anything. Neither may come out again.
/// </summary>
internal static class EchoCells
{
    /// <summary>A key that does not look like one.</summary>
    private const string Plain = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";

    private static readonly string[] s_responseFields =
    [
        "\"id\":\"resp_1\"", "\"id\":\"ig_1\"", "\"quality\":\"high\"", "\"size\":\"1024x1024\"",
        "\"background\":\"opaque\"",
        "\"output_format\":\"png\"", "\"action\":\"generate\"", "\"revised_prompt\":\"revised\"",
        "\"model\":\"gpt-5.6-sol-2026-09-01\"", "\"model\":\"gpt-image-2.6-sunburst\"", "\"previous_response_id\":null",
        "\"text\":\"\"", "\"role\":\"assistant\"",
    ];

    private static readonly string[] s_failures =
    [
        """{"id":"resp_1","status":"failed","error":{"message":"@","code":"@","type":"@","param":"@"}}""",
        """{"id":"@","status":"failed","error":"@"}""",
        """{"id":"@","status":"incomplete","incomplete_details":{"reason":"@"}}""",
        """{"id":"@","status":"cancelled"}""",
        """{"id":"resp_1","status":"completed","output":[{"type":"message","content":[{"text":"@"}]}]}""",
        """{"id":"resp_1","status":"completed","output":[{"type":"message","content":[{"refusal":"@"}]}]}""",
        """{"id":"resp_1","output":[{"type":"image_generation_call","error":{"message":"@","code":"@"}}]}""",
        """{"@":"@","id":"resp_1","output":[]}""",
    ];

    public static IEnumerable<FaultCell> All => new[] { LoopbackService.Key, Plain }.SelectMany(key =>
        Fields(key).Concat(Failures(key)).Concat(Streams(key)).Select(cell => cell with
        {
            Key = key, Fault = cell.Fault + (key == Plain ? ", a plain key" : ""),
        }));

    /// <summary>The key as it is and in its disguises, and what moves a cursor or turns the reading order.</summary>
    private static string Evil(string key) =>
        key + " " + string.Concat(key.Select(c => $"\\u{(int)c:x4}")) + " "
            + string.Concat(key.Select(c => $"%{(int)c:X2}"))
        + " " + string.Concat(key.Select(c => $"\\\\u{(int)c:X4}")) + " "
        + key.Insert(9, "\\u0000").Insert(3, "\\u200f")
        + "\\u001b[31m\\u202e\\u009b2J\\u2028";

    private static IEnumerable<FaultCell> Fields(string key)
    {
        FaultCell saved = new("echo", "", Way.New)
        {
            Images = 1, Delivered = 1, More = " -Sidecar", Files = ["fox.png", "fox.png.json"],
        };
        return
        [
            .. s_responseFields.Select(field =>
                saved.With(
                    field.Replace('"', '\''), Acts.Answer(FaultAnswers.Response.Replace(field, Spoil(field, key))))),
            saved.With(
                "request id", Acts.Send(RawAnswer.Of(200, FaultAnswers.Response).Replace("req_1", $"req_{key}"))) with
            {
                
            },
            .. s_responseFields.Skip(2).Take(4).Select(field => saved.With(
                field.Replace('"', '\''), Acts.Answer(FaultAnswers.Images.Replace(field, Spoil(field, key)))) with
            {
                Way = Way.NewImages,
            }),
            saved.With("revised prompt", Acts.Answer(
                FaultAnswers.Images.Replace("\"b64_json\":", $"\"revised_prompt\":\"{Evil(key)}\",\"b64_json\":"))) with
            {
                Way = Way.NewImages,
            },
        ];
    }


    private static IEnumerable<FaultCell> Failures(string key)
    {
        string error = """{"error":{"message":"@","type":"@","param":"@","code":"@"}}""".Replace("@", Evil(key));
        string raw = $"{key}\u001b[2J";
        FaultCell failed = new("echo", "", Way.New) { Error = "InvalidRequest" };
        return
        [
            failed.With("refusal", Acts.Status(400, error)),
            failed.With("refusal as detail", Acts.Status(400, error.Replace("error", "detail"))),
            failed.With("refusal as text", Acts.Status(400, $"Bad {raw}!")),
            failed.With("refusal as cut text", Acts.Status(400, new string('x', 1990) + raw)),
            failed.With(
                "refusal as deep JSON", Acts.Status(400, "{\"error\":{\"error\":{\"message\":" + error + "}}}")),
            failed.With(
                "refusal with a request id", Acts.Send(RawAnswer.Of(400, "{}").Replace("req_1", $"req_{key}"))) with
            {
                Error = "InvalidRequest",
            },
            failed.With("status text", Acts.Send(RawAnswer.Of(400, "{}").Replace("Status", raw))),
            failed.With("redirect", Acts.Status(302, "", $"Location: https://{key}.example.com/{key}")) with
            {
                Error = "InvalidResponse",
            },
            failed.With("status line", Acts.Send($"{raw}\r\n\r\n")) with
            {
                Error = "ResultUnknown",
            },
            failed.With("header line", Acts.Send($"HTTP/1.1 200 OK\r\n{raw}\r\n\r\n")) with
            {
                Error = "ResultUnknown",
            },
            failed.With("no JSON", Acts.Answer($"{raw}")) with { Error = "InvalidResponse" },
            failed.With("broken JSON", Acts.Answer($"{{\"id\":\"resp_1\",\"{Evil(key)}\":[[,]}}")) with
            {
                Error = "InvalidResponse",
            },
            .. s_failures.Select((json, number) => failed.With(
                $"failure {number}", Acts.Answer(json.Replace("@", Evil(key)))) with
            {
                Error = json.Contains("reason") || json.Contains("failed") || json.Contains("cancelled")
                    || json.Contains("\"error\"")
                    ? "ResponseFailed"
                    : "NoImageReturned",
            }),
        ];
    }

    private static IEnumerable<FaultCell> Streams(string key)
    {
        string evil = Evil(key);
        string[] names =
        [
            "{\"type\":\"@\"}", "{\"type\":\"response.created\",\"response\":{\"id\":\"@\",\"status\":\"@\"}}",
            "{\"type\":\"response.output_item.done\",\"item\":{\"id\":\"@\",\"type\":\"@\"}}",
        ];
        string partial = FaultAnswers.Large(Transcript.Partial());
        return
        [
            .. names.Select((json, number) => Streamed(key, $"data: {json.Replace("@", evil)}\n\n") with
            {
                Fault = $"event {number}",
            }),
            Streamed(key, $"event: {key}\u001b[2J\ndata: {{}}\n\n") with { Fault = "event name" },
            Streamed(key, $": {key}\u001b[2J\nid: {key}\nretry: {key}\n\n") with { Fault = "comment" },
            Streamed(
                key, partial.Replace("\"sequence_number\":6", "\"sequence_number\":66")
                    .Replace("\"item_id\":\"ig_1\"", $"\"item_id\":\"{evil}\"")) with
            {
                Fault = "partial", Partials = 2,
            },
            Streamed(
                key,
                $"event: error\ndata: {{\"message\":\"{evil}\",\"code\":\"{evil}\",\"param\":\"{evil}\"}}\n\n") with
            {
                Fault = "error", Error = "ResponseFailed", Images = 0, Delivered = 0, Partials = 0,
            },
        ];
    }

    private static FaultCell Streamed(string key, string first) =>
        new("echo", "", Way.Stream, Acts.Send(
            RawAnswer.Of(200, first + FaultAnswers.Text(FaultAnswers.Events(Way.Stream)), RawAnswer.EventStream)))
        {
            Key = key, Images = 1, Delivered = 1, Partials = 1,
        };

    private static string Spoil(string field, string key) => field[..(field.IndexOf(':') + 1)] + $"\"{Evil(key)}\"";
}
