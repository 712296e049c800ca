using System;
using System.IO;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ImageGen.Sandbox;

/// <summary>Writes responses and their items as the service does.</summary>
internal static class ResponseWriter
{
    // The service writes `+` and `<` as they are.
    private static readonly JsonWriterOptions s_options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static byte[] ToBytes(Action<Utf8JsonWriter> write)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, s_options))
            write(writer);
        return stream.ToArray();
    }

    public static byte[] ToBytes(SandboxResponse response) =>
        ToBytes(writer => WriteResponse(writer, response, response.Status));

    /// <summary>Writes a response as it was, or will have been, in the state given.</summary>
    public static void WriteResponse(Utf8JsonWriter writer, SandboxResponse response, string status)
    {
        ResponseRequest request = response.Request;
        bool isDone = status == "completed";
        writer.WriteStartObject();
        writer.WriteString("id", response.Id);
        writer.WriteString("object", "response");
        writer.WriteNumber("created_at", response.CreatedAt);
        writer.WriteString("status", status);
        writer.WriteBoolean("background", request.Background);
        if (isDone)
            writer.WriteNumber("completed_at", response.CompletedAt ?? response.CreatedAt);
        else
            writer.WriteNull("completed_at");
        WriteFailure(writer, status);
        writer.WriteNull("incomplete_details");
        EchoOrNull(writer, request, "instructions");
        EchoOrNull(writer, request, "max_output_tokens");
        EchoOrNull(writer, request, "max_tool_calls");
        writer.WriteString("model", SandboxModels.Snapshot(request.Model));
        WriteOutput(writer, response, isDone);
        Echo(writer, request, "parallel_tool_calls", "true");
        writer.WriteString("previous_response_id", request.PreviousResponseId);
        EchoOrNull(writer, request, "prompt_cache_key");
        Echo(writer, request, "reasoning", """{"context":null,"effort":null,"summary":null}""");
        EchoOrNull(writer, request, "safety_identifier");
        writer.WriteString("service_tier", isDone ? "default" : "auto");
        writer.WriteBoolean("store", request.Store);
        Echo(writer, request, "temperature", "1.0");
        Echo(writer, request, "text", """{"format":{"type":"text"},"verbosity":"medium"}""");
        Echo(writer, request, "tool_choice", "\"auto\"");
        UsageWriter.WriteToolUsage(writer, response.Tokens, isDone);
        WriteTools(writer, request);
        Echo(writer, request, "top_logprobs", "0");
        Echo(writer, request, "top_p", "1.0");
        Echo(writer, request, "truncation", "\"disabled\"");
        UsageWriter.WriteUsage(writer, response.Tokens, isDone);
        EchoOrNull(writer, request, "user");
        Echo(writer, request, "metadata", "{}");
        writer.WriteEndObject();
    }

    public static void WriteImageItem(Utf8JsonWriter writer, SandboxResponse response)
    {
        ImageTool tool = response.Request.Tool!;
        writer.WriteStartObject();
        writer.WriteString("id", response.ItemId);
        writer.WriteString("type", "image_generation_call");
        writer.WriteString("status", "completed");
        writer.WriteString("action", response.Action);
        WriteResolved(writer, tool);
        writer.WriteBase64String("result", response.Picture!.Result);
        writer.WriteString("revised_prompt", PromptArtist.Describe(response.Request.Input.Prompt));
        writer.WriteEndObject();
    }

    public static void WriteResolved(Utf8JsonWriter writer, ImageTool tool)
    {
        writer.WriteString("background", tool.ResolvedBackground);
        writer.WriteString("output_format", tool.OutputFormat);
        writer.WriteString("quality", tool.ResolvedQuality);
        writer.WriteString("size", tool.Size.ToString());
    }

    public static void WriteMessageItem(Utf8JsonWriter writer, SandboxResponse response)
    {
        writer.WriteStartObject();
        writer.WriteString("id", response.MessageId);
        writer.WriteString("type", "message");
        writer.WriteString("status", "completed");
        writer.WriteStartArray("content");
        WriteTextPart(writer, response.Answer);
        writer.WriteEndArray();
        writer.WriteString("role", "assistant");
        writer.WriteEndObject();
    }

    public static void WriteTextPart(Utf8JsonWriter writer, string text)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "output_text");
        WriteEmptyArray(writer, "annotations");
        WriteEmptyArray(writer, "logprobs");
        writer.WriteString("text", text);
        writer.WriteEndObject();
    }

    public static void WriteEmptyArray(Utf8JsonWriter writer, string name)
    {
        writer.WriteStartArray(name);
        writer.WriteEndArray();
    }

    private static void WriteFailure(Utf8JsonWriter writer, string status)
    {
        if (status != "failed")
        {
            writer.WriteNull("error");
            return;
        }

        writer.WriteStartObject("error");
        writer.WriteString("code", "server_error");
        writer.WriteString("message", "The sandbox failed, as the word [fail] in the prompt asked for.");
        writer.WriteEndObject();
    }

    private static void WriteOutput(Utf8JsonWriter writer, SandboxResponse response, bool isDone)
    {
        writer.WriteStartArray("output");
        if (isDone)
        {
            if (response.Picture is not null)
                WriteImageItem(writer, response);
            WriteMessageItem(writer, response);
        }

        writer.WriteEndArray();
    }

    private static void WriteTools(Utf8JsonWriter writer, ResponseRequest request)
    {
        writer.WriteStartArray("tools");
        foreach (JsonElement? tool in request.Tools)
        {
            if (tool is JsonElement other)
                other.WriteTo(writer);
            else
                WriteImageTool(writer, request.Tool!);
        }

        writer.WriteEndArray();
    }

    /// <summary>As the service echoes it: defaults filled in, `n` added, `action` and others dropped.</summary>
    private static void WriteImageTool(Utf8JsonWriter writer, ImageTool tool)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "image_generation");
        writer.WriteString("background", tool.Background);
        writer.WriteString("model", tool.ModelName);
        writer.WriteString("moderation", tool.Moderation);
        writer.WriteNumber("n", 1);
        writer.WriteNumber("output_compression", tool.OutputCompression);
        writer.WriteString("output_format", tool.OutputFormat);
        writer.WriteString("quality", tool.Quality);
        writer.WriteString("size", tool.RequestedSize);
        writer.WriteEndObject();
    }

    private static void EchoOrNull(Utf8JsonWriter writer, ResponseRequest request, string name) =>
        Echo(writer, request, name, "null");

    private static void Echo(Utf8JsonWriter writer, ResponseRequest request, string name, string defaultJson)
    {
        writer.WritePropertyName(name);
        if (request.Echo.TryGetValue(name, out JsonElement value))
            value.WriteTo(writer);
        else
            writer.WriteRawValue(defaultJson);
    }
}
