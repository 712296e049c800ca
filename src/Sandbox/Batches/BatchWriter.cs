using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using ImageGen.Sandbox.Usage;

namespace ImageGen.Sandbox.Batches;

internal static class BatchWriter
{
    private static readonly string[] s_times =
        ["in_progress", "finalizing", "completed", "failed", "expired", "cancelling", "cancelled"];

    public static void Write(Utf8JsonWriter writer, SandboxBatch batch)
    {
        writer.WriteStartObject();
        writer.WriteString("id", batch.Id);
        writer.WriteString("object", "batch");
        writer.WriteString("endpoint", batch.Request.Endpoint);
        WriteFaults(writer, batch.Faults);
        writer.WriteString("input_file_id", batch.Request.InputFileId);
        writer.WriteString("completion_window", "24h");
        writer.WriteString("status", batch.Status);
        writer.WriteString("output_file_id", batch.Output?.Id);
        writer.WriteString("error_file_id", batch.Errors?.Id);
        writer.WriteNumber("created_at", batch.CreatedAt);
        writer.WriteNumber("expires_at", batch.CreatedAt + SandboxBatch.Window);
        foreach (string status in s_times)
        {
            if (batch.TimeOf(status) is long time) writer.WriteNumber(status + "_at", time);
            else writer.WriteNull(status + "_at");
        }

        WriteProgress(writer, batch);
        WriteMetadata(writer, batch.Request.Metadata);
        writer.WriteEndObject();
    }

    private static void WriteFaults(Utf8JsonWriter writer, IReadOnlyList<BatchFault> faults)
    {
        if (faults.Count == 0)
        {
            writer.WriteNull("errors");
            return;
        }

        writer.WriteStartObject("errors");
        writer.WriteString("object", "list");
        writer.WriteStartArray("data");
        foreach (BatchFault fault in faults)
        {
            writer.WriteStartObject();
            writer.WriteString("code", fault.Code);
            writer.WriteString("message", fault.Message);
            writer.WriteString("param", fault.Param);
            if (fault.Line is int line) writer.WriteNumber("line", line);
            else writer.WriteNull("line");
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteProgress(Utf8JsonWriter writer, SandboxBatch batch)
    {
        writer.WriteStartObject("request_counts");
        writer.WriteNumber("total", batch.Progress?.Total ?? 0);
        writer.WriteNumber("completed", batch.Progress?.Completed ?? 0);
        writer.WriteNumber("failed", batch.Progress?.Failed ?? 0);
        writer.WriteEndObject();

        TokenCounts[] tokens = batch.Progress is null ? [] : [.. batch.Progress.Tokens];
        long input = tokens.Sum(static one => (long)one.ImageIn + one.Text);
        long output = tokens.Sum(static one => (long)one.ImageOut + one.TextOut);
        writer.WriteStartObject("usage");
        writer.WriteNumber("input_tokens", input);
        writer.WriteStartObject("input_tokens_details");
        writer.WriteNumber("cached_tokens", 0);
        writer.WriteEndObject();
        writer.WriteNumber("output_tokens", output);
        writer.WriteStartObject("output_tokens_details");
        writer.WriteNumber("reasoning_tokens", 0);
        writer.WriteEndObject();
        writer.WriteNumber("total_tokens", input + output);
        writer.WriteEndObject();
    }

    private static void WriteMetadata(Utf8JsonWriter writer, IReadOnlyList<KeyValuePair<string, string>> metadata)
    {
        if (metadata.Count == 0)
        {
            writer.WriteNull("metadata");
            return;
        }

        writer.WriteStartObject("metadata");
        foreach (KeyValuePair<string, string> pair in metadata) writer.WriteString(pair.Key, pair.Value);
        writer.WriteEndObject();
    }
}
