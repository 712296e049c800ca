using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json.Nodes;

namespace ImageGen.Soak;

/// <summary>The output and the error file of a batch, in an order of their own and made while they are read.</summary>
internal static class BatchOutput
{
    public static IEnumerable<string> LinesOf(Batch batch, bool isErrors)
    {
        string[] lines = [.. batch.Lines];
        new Random(batch.Lines.Length).Shuffle(lines);
        foreach (string text in lines)
        {
            JsonNode line = JsonNode.Parse(text)!;
            string prompt = (string)line["body"]!["prompt"]!;
            int row = int.Parse(prompt.AsSpan(prompt.LastIndexOf(' ') + 1), CultureInfo.InvariantCulture);
            bool isInErrors = BatchingService.IsBad(row) && row % 3 != 0;
            if (isInErrors != isErrors) continue;

            yield return LineOf(
                (string)line["custom_id"]!, BatchingService.IsBad(row) ? null : prompt, isErrors ? 400 : 200);
        }
    }

    private static string LineOf(string customId, string? prompt, int status)
    {
        string body = prompt is null
            ? """{"error":{"message":"Not this.","type":"image_generation_user_error","code":"moderation_blocked"}}"""
            : $$"""
              {"created":1,"output_format":"png","size":"1024x1024","quality":"low","usage":{"input_tokens":10,
              "input_tokens_details":{"image_tokens":0,"text_tokens":10},"output_tokens":196,"total_tokens":206},
              "data":[{"b64_json":"{{Convert.ToBase64String(FaultyService.ImageOf(prompt))}}"}]}
              """.ReplaceLineEndings("");
        return $$"""{"id":"r","custom_id":"{{customId}}","response":{"status_code":{{status}},"request_id":"q","body":{{body}}},"error":null}""";
    }
}
