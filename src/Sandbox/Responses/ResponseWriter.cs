using System.Text.Json;
using ImageGen.Sandbox.Drawing;
using ImageGen.Sandbox.Options;
using ImageGen.Sandbox.Refusals;
using ImageGen.Sandbox.Usage;

namespace ImageGen.Sandbox.Responses;

/// <summary>Writes responses and their items as the service does.</summary>
internal static class ResponseWriter
{
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
        if (isDone) writer.WriteNumber("completed_at", response.CompletedAt ?? response.CreatedAt);
        else writer.WriteNull("completed_at");
        WriteFailure(writer, status);
        writer.WriteNull("incomplete_details");
        EchoOrNull(writer, request, "instructions");
        EchoOrNull(writer, request, "max_output_tokens");
        EchoOrNull(writer, request, "max_tool_calls");
        bool isDeployment = request.Dialect.NamesDeployments;
        writer.WriteString("model", isDeployment ? request.Model : SandboxModels.Snapshot(request.Model));
        WriteOutput(writer, response, isDone);
        Echo(writer, request, "parallel_tool_calls", "true");
        writer.WriteString("previous_response_id", request.PreviousResponseId);
        EchoOrNull(writer, request, "prompt_cache_key");
        string effort = request.Effort is null ? "null" : $"\"{request.Effort}\"";
        Echo(writer, request, "reasoning", $$"""{"context":null,"effort":{{effort}},"summary":null}""");
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
        if (isDeployment) WriteEmptyArray(writer, "content_filters");
        writer.WriteEndObject();
    }

    public static void WriteImageItem(Utf8JsonWriter writer, SandboxResponse response)
    {
        writer.WriteStartObject();
        writer.WriteString("id", response.ItemId);
        writer.WriteString("type", "image_generation_call");
        writer.WriteString("status", response.Request.Dialect.NamesDeployments ? "generating" : "completed");
        writer.WriteString("action", response.Action);
        WriteResolved(writer, response.Request.Tool!.Options);
        writer.WriteBase64String("result", response.Picture!.Result);
        InputContent input = response.Request.Input;
        writer.WriteString("revised_prompt", PromptArtist.Describe(input.Prompt));
        UsageWriter.WriteSvgUsage(
            writer, SvgUsage.For(response.Request.Tool.Options, response.Request.Model, input.TextLength));
        writer.WriteEndObject();
    }

    /// <summary>What the model thought, which it keeps to itself.</summary>
    public static void WriteReasoningItem(Utf8JsonWriter writer, SandboxResponse response)
    {
        writer.WriteStartObject();
        writer.WriteString("id", response.ReasoningId);
        writer.WriteString("type", "reasoning");
        WriteEmptyArray(writer, "summary");
        writer.WriteEndObject();
    }

    public static void WriteResolved(Utf8JsonWriter writer, PictureOptions options)
    {
        writer.WriteString("background", options.ResolvedBackground);
        writer.WriteString("output_format", options.OutputFormat);
        writer.WriteString("quality", options.ResolvedQuality);
        writer.WriteString("size", options.Size.ToString());
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
        writer.WriteString("message", Rehearsal.FailureMessage);
        writer.WriteEndObject();
    }

    private static void WriteOutput(Utf8JsonWriter writer, SandboxResponse response, bool isDone)
    {
        writer.WriteStartArray("output");
        if (isDone)
        {
            if (response.HasReasoning) WriteReasoningItem(writer, response);
            if (response.Picture is not null) WriteImageItem(writer, response);
            WriteMessageItem(writer, response);
        }

        writer.WriteEndArray();
    }

    private static void WriteTools(Utf8JsonWriter writer, ResponseRequest request)
    {
        writer.WriteStartArray("tools");
        foreach (JsonElement? tool in request.Tools)
        {
            if (tool is JsonElement other) other.WriteTo(writer);
            else WriteImageTool(writer, request.Tool!.Options);
        }

        writer.WriteEndArray();
    }

    /// <summary>As the service echoes it: defaults filled in, `n` added, `action` and others dropped.</summary>
    private static void WriteImageTool(Utf8JsonWriter writer, PictureOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "image_generation");
        writer.WriteString("background", options.Background);
        writer.WriteString("model", options.ModelName);
        writer.WriteString("moderation", options.Moderation);
        writer.WriteNumber("n", 1);
        writer.WriteNumber("output_compression", options.OutputCompression);
        writer.WriteString("output_format", options.OutputFormat);
        writer.WriteString("quality", options.Quality);
        writer.WriteString("size", options.RequestedSize);
        writer.WriteEndObject();
    }

    private static void EchoOrNull(Utf8JsonWriter writer, ResponseRequest request, string name) =>
        Echo(writer, request, name, "null");

    private static void Echo(Utf8JsonWriter writer, ResponseRequest request, string name, string defaultJson)
    {
        writer.WritePropertyName(name);
        if (request.Echo.TryGetValue(name, out JsonElement value)) value.WriteTo(writer);
        else writer.WriteRawValue(defaultJson);
    }
}
