using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>What a gateway may do to an answer on its way: no image is lost for it.</summary>
public sealed partial class GatewayShapesTests
{
    private static readonly byte[] s_png = [.. Pngs.Large(80, 81), 0xFB, 0xFF, 0xFE, 0x3F, 1];

    private static readonly Dictionary<string, Func<string, string>> s_documents = new()
    {
        ["as it is"] = text => text,
        ["a mark at the front"] = text => "\uFEFF" + text,
        ["blank lines at the front"] = text => "\r\n\r\n" + text,
        ["a mark and blank lines at the front"] = text => "\uFEFF\r\n" + text,
        ["lines at the end"] = text => text + "\r\n\r\n",
        ["a zero at the end"] = text => text + "\0",
        ["a comment of a filter at the end"] = text => text + "\n<!-- 0.2 s -->",
        ["one member a line"] = text => text.Replace(",\"", ",\r\n  \"").Replace("\":", "\"\r\n :\r\n  "),
        ["escaped slashes"] = text => Value(text, value => value.Replace("/", "\\/")),
        ["escapes of HTML"] = text => Value(text, value => value.Replace("+", "\\u002B").Replace("=", "\\u003D")),
        ["escaped lines of base64"] = text => Value(text, value => Lines(value, "\\r\\n") + "\\r\\n"),
        ["blanks in base64"] = text => Value(text, value => " " + Lines(value, " ")),
        ["the alphabet of addresses"] = text =>
            Value(text, value => value.Replace('+', '-').Replace('/', '_').TrimEnd('=')),
        ["a data URI"] = text => Value(text, value => "data:image/png;base64," + value),
        ["an escaped data URI"] = text => Value(text, value => "data:image\\/png;base64," + value),
        ["a data URI in capitals"] = text => Value(text, value => "DATA:IMAGE/PNG;BASE64," + value),
        ["an escaped name"] = text =>
            text.Replace("\"b64_json\"", "\"b64\\u005fjson\"").Replace("result", "\\u0072esult"),
        ["a member twice, first without"] = text => Pair().Replace(text, "\"$1\":null,$0"),
        ["a member twice, last without"] = text => Pair().Replace(text, "$0,\"$1\":null"),
        ["a member twice, last empty"] = text => Pair().Replace(text, "$0,\"$1\":\"\""),
        ["an empty one in front"] = text => Items().Replace(text, "\"$1\":[{\"type\":\"image_generation_call\"},"),
        ["null ones in front"] = text => Items().Replace(text, "\"$1\":[null,{\"result\":null,\"b64_json\":null},"),
        ["an envelope"] = text => $$"""{"status":200,"response":{{text}}}""",
        ["an object in place of the list"] = text =>
            End().Replace(Items().Replace(text, "\"$1\":{\"items\":["), "]}", 1),
        ["members that nobody knows"] = text => "{\"gateway\":{\"result\":{\"a\":[1]}}," + text.TrimStart()[1..],
    };

    private static readonly Dictionary<string, Func<string, string>> s_streams = new()
    {
        ["as it is"] = text => text,
        ["a mark at the front"] = text => "\uFEFF" + text,
        ["CRLF"] = text => text.Replace("\n", "\r\n"),
        ["CR"] = text => text.Replace("\n", "\r"),
        ["no blank behind the colon"] = text => text.Replace("data: ", "data:"),
        ["no names"] = text => EventName().Replace(text, string.Empty),
        ["comments between"] = text => ": ping\n\n" + text.Replace("data: ", ": ping\nid: 7\nretry: 10\ndata: "),
        ["a data line for each member"] = text => text.Replace(",\"", ",\ndata: \""),
        ["a data line for each value"] = text => text.Replace("\":", "\":\ndata: "),
        ["a data line for each colon"] = text => text.Replace("\":", "\"\r\ndata\r\ndata::"),
        ["no end"] = text => text.TrimEnd('\n') + "\n",
        ["escaped slashes"] = text => Value(text, value => value.Replace("/", "\\/")),
        ["escaped lines of base64"] = text => Value(text, value => Lines(value, "\\n")),
        ["an escaped name"] = text =>
            text.Replace("\"b64_json\"", "\"b64\\u005fjson\"").Replace("result", "\\u0072esult"),
        ["an escaped type"] = text =>
            text.Replace("\"type\"", "\"typ\\u0065\"").Replace("completed", "complete\\u0064"),
        ["a member twice, last without"] = text => Pair().Replace(text, "$0,\"$1\":null"),
    };

    /// <summary>Of these the usage cannot be read, or is not looked for.</summary>
    private static readonly string[] s_rescued =
    [
        "a zero at the end", "a comment of a filter at the end", "a member twice, last without",
        "a member twice, last empty", "an envelope", "an object in place of the list", "no end",
    ];

    public static TheoryData<string, string> Documents =>
        new(s_documents.Keys.SelectMany(name => new[] { ("Images", name), ("Responses", name) }));

    public static TheoryData<string, string> Streams =>
        new(s_streams.Keys.SelectMany(name => new[] { ("Images", name), ("Responses", name) }));

    [Theory]
    [MemberData(nameof(Documents))]
    public Task An_image_in_a_document_arrives_with(string api, string change)
    {
        string text = api == "Images"
            ? $$"""{"created":1,"data":[{"b64_json":"{{Convert.ToBase64String(s_png)}}"}]}"""
            : Samples.Response(image: s_png);
        return AssertArrivesAsync(
            $"New-AIImage x -MaximumRetryCount 0 -Api {api}",
            "application/json",
            s_documents[change](text),
            warnings: s_rescued.Contains(change) ? 1 : 0);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public Task An_image_in_a_stream_arrives_with(string api, string change)
    {
        string base64 = Convert.ToBase64String(s_png);
        string document = Samples.Response(image: s_png).ReplaceLineEndings(string.Empty);
        string text = api == "Images"
            ? "event: image_generation.completed\ndata: {\"type\":\"image_generation.completed\",\"b64_json\":\""
                + base64 + "\"}\n\n"
            : "event: response.output_item.done\ndata: {\"type\":\"response.output_item.done\",\"item\":"
                + "{\"id\":\"ig_1\",\"type\":\"image_generation_call\",\"result\":\"" + base64 + "\"}}\n\n"
                + "event: response.completed\ndata: {\"type\":\"response.completed\",\"response\":"
                + document + "}\n\n";
        return AssertArrivesAsync(
            $"Get-AIImageStream x -MaximumRetryCount 0 -Api {api}",
            "text/event-stream",
            s_streams[change](text),
            warnings: s_rescued.Contains(change) ? 1 : 0);
    }

    private static async Task AssertArrivesAsync(string script, string type, string body, int warnings = 0)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(async (context, _) =>
        {
            context.Response.ContentType = type;
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body));
        });
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = await Task.Run(() => session.Run(script)).Soon();

        Assert.True(result.Errors.Count == 0, string.Join("\n", result.Errors));
        Assert.Equal(s_png, Assert.Single(result.Images).Bytes);
        Assert.Equal(warnings, result.Warnings.Count);
        Assert.Single(service.Requests);
    }

    private static string Value(string text, Func<string, string> change) => Base64().Replace(
        text, match => $"\"{change(match.Groups[1].Value)}\"");

    private static string Lines(string value, string end) =>
        string.Join(end, value.Chunk(76).Select(line => new string(line)));

    [GeneratedRegex("\"([A-Za-z0-9+/=]{1000,})\"")]
    private static partial Regex Base64();

    [GeneratedRegex("\"(b64_json|result)\":\"[^\"]*\"")]
    private static partial Regex Pair();

    [GeneratedRegex("\"(data|output)\":\\[")]
    private static partial Regex Items();

    [GeneratedRegex("\\](?=,\n \"previous|\\}$)")]
    private static partial Regex End();

    [GeneratedRegex("^event: .*\n", RegexOptions.Multiline)]
    private static partial Regex EventName();
}
