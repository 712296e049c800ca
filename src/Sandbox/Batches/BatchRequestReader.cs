using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using ImageGen.Sandbox.Json;
using ImageGen.Sandbox.Refusals;

namespace ImageGen.Sandbox.Batches;

internal static class BatchRequestReader
{
    public const string Generations = "/v1/images/generations";
    public const string Edits = "/v1/images/edits";

    private const int MaximumPairs = 16;
    private const int MaximumKey = 64;
    private const int MaximumValue = 512;

    private static readonly string[] s_known =
        ["input_file_id", "endpoint", "completion_window", "metadata", "output_expires_after"];

    private static readonly string[] s_endpoints =
    [
        "/v1/responses", "/v1/chat/completions", "/v1/embeddings", "/v1/completions", "/v1/moderations",
        Generations, Edits, "/v1/videos",
    ];

    public static BatchRequest Read(JsonElement root)
    {
        JsonFields fields = new(root, "", s_known, allowsNull: true);
        string file = fields.RequireText("input_file_id");
        fields.RequireText("endpoint");
        string endpoint = fields.OneOf("endpoint", s_endpoints)!;
        fields.RequireText("completion_window");
        fields.OneOf("completion_window", "24h");
        if (endpoint is not (Generations or Edits))
        {
            throw Refusal.Unsupported($"The sandbox has batches for '{Generations}' and '{Edits}' only.", "endpoint");
        }
        return new BatchRequest
        {
            InputFileId = file,
            Endpoint = endpoint,
            Metadata = ReadMetadata(fields),
            OutputSeconds = ReadExpiry(fields),
        };
    }

    private static List<KeyValuePair<string, string>> ReadMetadata(JsonFields fields)
    {
        if (fields.Object("metadata") is not JsonElement metadata) return [];
        string[] keys = [.. metadata.EnumerateObject().Select(static pair => pair.Name)];
        if (keys.Length > MaximumPairs)
        {
            throw new Refusal(
                400,
                $"Invalid 'metadata': too many properties. Expected an object with at most {MaximumPairs} properties, "
                    + $"but got an object with {keys.Length} properties instead.",
                "metadata",
                "object_above_max_properties");
        }

        JsonFields values = new(metadata, "metadata", known: null, allowsNull: false);
        List<KeyValuePair<string, string>> pairs = [];
        foreach (string key in keys)
        {
            if (key.Length > MaximumKey) throw JsonFields.TooLong("metadata", MaximumKey, key.Length);
            pairs.Add(new KeyValuePair<string, string>(key, values.Text(key, MaximumValue)!));
        }

        return pairs;
    }

    private static int? ReadExpiry(JsonFields fields)
    {
        if (fields.Object("output_expires_after") is not JsonElement expiry) return null;
        JsonFields parts = new(expiry, "output_expires_after", ["anchor", "seconds"], allowsNull: false);
        parts.RequireText("anchor");
        parts.OneOf("anchor", "created_at");
        parts.Require("seconds");
        return parts.Integer("seconds", 3600, 2_592_000);
    }
}
