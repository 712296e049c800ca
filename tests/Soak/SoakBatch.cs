using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Text.Json.Nodes;

namespace ImageGen.Soak;

/// <summary>A batch at the bank: at its end after three looks.</summary>
internal sealed class SoakBatch(string id, JsonObject wanted, IReadOnlyList<string> lines)
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private int _looks;

    public string Id => id;

    public TimeSpan Age => _watch.Elapsed;

    /// <summary>Which shard of which record it was created for.</summary>
    public string Shard => $"{wanted["metadata"]!["imagegen_record"]}-{wanted["metadata"]!["imagegen_shard"]}";

    public string OutputFile => $"file-{id}-output";

    public string ErrorFile => $"file-{id}-error";

    public IEnumerable<string> Prompts => lines.Select(PromptOf);

    private bool IsEnded => _looks > 2;

    /// <summary>Goes a step on; true where that was the last.</summary>
    public bool Advance() => ++_looks == 3;

    /// <summary>The lines that went well, in an order of their own.</summary>
    public IEnumerable<string> Output() => lines.Where(line => !IsBad(line)).Reverse().Select(line => LineOf(line, 200,
        $$$"""
        {"created":1,"data":[{"b64_json":"{{{Convert.ToBase64String(FaultyService.ImageOf(PromptOf(line)))}}}"}],"output_format":"png","usage":{"input_tokens":10,"input_tokens_details":{"image_tokens":0,"text_tokens":10},"output_tokens":196,"total_tokens":206}}
        """));

    public IEnumerable<string> Errors() => lines.Where(IsBad).Select(line => LineOf(line, 400,
        """{"error":{"message":"no","type":"image_generation_user_error","code":"moderation_blocked"}}"""));

    public JsonObject ToJson()
    {
        int failed = lines.Count(IsBad);
        JsonObject batch = new()
        {
            ["id"] = id,
            ["object"] = "batch",
            ["endpoint"] = wanted["endpoint"]!.DeepClone(),
            ["input_file_id"] = wanted["input_file_id"]!.DeepClone(),
            ["metadata"] = wanted["metadata"]!.DeepClone(),
            ["status"] = IsEnded ? "completed" : _looks == 0 ? "validating" : "in_progress",
            ["created_at"] = 1_790_000_000,
            ["request_counts"] = new JsonObject
            {
                ["total"] = lines.Count,
                ["completed"] = IsEnded ? lines.Count - failed : 0,
                ["failed"] = IsEnded ? failed : 0,
            },
        };
        if (IsEnded) (batch["output_file_id"], batch["error_file_id"]) = (OutputFile, ErrorFile);
        return batch;
    }

    private static string LineOf(string line, int status, string body) =>
        $$$"""
        {"id":"batch_req_1","custom_id":"{{{JsonNode.Parse(line)!["custom_id"]}}}","response":{"status_code":{{{status}}},"request_id":"req_1","body":{{{body.Trim()}}}},"error":null}
        """.Trim();

    private static bool IsBad(string line) => PromptOf(line).StartsWith(BatchBank.BadWord, StringComparison.Ordinal);

    private static string PromptOf(string line) => (string)JsonNode.Parse(line)!["body"]!["prompt"]!;
}
