using System;
using System.Text.Json.Nodes;

namespace ImageGen.Soak;

/// <summary>A batch at the service.</summary>
internal sealed class Batch(string id, string file, JsonObject metadata, string[] lines)
{
    /// <summary>How often its state was asked for.</summary>
    public int Looks;

    public string Id { get; } = id;

    public string Shard { get; } = $"{metadata["imagegen_record"]}/{metadata["imagegen_shard"]}";

    public string[] Lines { get; } = lines;

    public DateTimeOffset CreatedAt { get; } = DateTimeOffset.UtcNow;

    public JsonObject ToJson(bool isEnded = false) => new()
    {
        ["id"] = Id,
        ["object"] = "batch",
        ["endpoint"] = "/v1/images/generations",
        ["input_file_id"] = file,
        ["metadata"] = metadata.DeepClone(),
        ["status"] = isEnded ? "completed" : "in_progress",
        ["created_at"] = CreatedAt.ToUnixTimeSeconds(),
        ["output_file_id"] = isEnded ? Id + "-output" : null,
        ["error_file_id"] = isEnded ? Id + "-errors" : null,
        ["request_counts"] = new JsonObject { ["total"] = Lines.Length, ["completed"] = 0, ["failed"] = 0 },
    };
}
