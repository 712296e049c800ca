using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using ImageGen.Tests.Support;

namespace ImageGen.Tests.Batches;

/// <summary>Lines of output files.</summary>
internal static class OutputScript
{
    private static readonly ConcurrentDictionary<int, byte[]> s_pictures = new();

    /// <summary>A picture of its own for each number, larger than what stays in the text.</summary>
    public static byte[] Picture(int number) =>
        s_pictures.GetOrAdd(number, static number => Pngs.Large(300, 200 + number));

    public static string Line(string customId, params byte[][] images) => new JsonObject
    {
        ["id"] = "batch_req_1",
        ["custom_id"] = customId,
        ["response"] = new JsonObject
        {
            ["status_code"] = 200,
            ["request_id"] = "req_" + customId,
            ["body"] = new JsonObject
            {
                ["created"] = 1_790_000_000,
                ["data"] = new JsonArray(
                    [.. images.Select(image => new JsonObject { ["b64_json"] = Convert.ToBase64String(image) })]),
                ["output_format"] = "png",
                ["size"] = "1024x1024",
                ["quality"] = "low",
                ["usage"] = JsonNode.Parse(
                    """
                    {"input_tokens":10,"input_tokens_details":{"image_tokens":0,"text_tokens":10},"output_tokens":196,
                    "total_tokens":206}
                    """),
            },
        },
        ["error"] = null,
    }.ToJsonString();

    public static string Refused(string customId, int status = 400, string code = "moderation_blocked") =>
        new JsonObject
    {
        ["id"] = "batch_req_2",
        ["custom_id"] = customId,
        ["response"] = new JsonObject
        {
            ["status_code"] = status,
            ["request_id"] = "req_x",
            ["body"] = new JsonObject
            {
                ["error"] = new JsonObject { ["message"] = "Not this.", ["type"] = "t", ["code"] = code },
            },
        },
        ["error"] = null,
    }.ToJsonString();

    public static string Expired(string customId) =>
        $$"""{"id":"batch_req_3","custom_id":"{{customId}}","response":null,"""
        + "\"error\":{\"code\":\"batch_expired\",\"message\":\"Too late.\"}}";

    public static IReadOnlyList<string> IdsOf(BatchService service, JsonObject batch) =>
        [.. service.LinesOf(batch).Select(line => (string)line["custom_id"]!)];
}
