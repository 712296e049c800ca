using System.Text.Json;

namespace ImageGen.Sandbox.Usage;

internal static class UsageWriter
{
    /// <summary>The tokens of the mainline model; null until the end.</summary>
    public static void WriteUsage(Utf8JsonWriter writer, TokenCounts tokens, bool isDone)
    {
        if (!isDone)
        {
            writer.WriteNull("usage");
            return;
        }

        writer.WriteStartObject("usage");
        writer.WriteNumber("input_tokens", tokens.ModelIn);
        writer.WriteStartObject("input_tokens_details");
        writer.WriteNumber("cache_write_tokens", 0);
        writer.WriteNumber("cached_tokens", 0);
        writer.WriteEndObject();
        writer.WriteNumber("output_tokens", tokens.ModelOut);
        writer.WriteStartObject("output_tokens_details");
        writer.WriteNumber("reasoning_tokens", tokens.Reasoning);
        writer.WriteEndObject();
        writer.WriteNumber("total_tokens", tokens.ModelIn + tokens.ModelOut);
        writer.WriteEndObject();
    }

    /// <summary>The tokens of the image model, among those of all tools; zeros until the end.</summary>
    public static void WriteToolUsage(Utf8JsonWriter writer, TokenCounts tokens, bool isDone)
    {
        writer.WriteStartObject("tool_usage");
        WriteImageUsage(writer, "image_gen", isDone ? tokens : new TokenCounts(), hasOutputDetails: true);
        writer.WriteStartObject("web_search");
        writer.WriteNumber("num_requests", 0);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    public static void WriteImageUsage(Utf8JsonWriter writer, string name, TokenCounts tokens, bool hasOutputDetails)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("input_tokens", tokens.ImageIn + tokens.Text);
        WriteDetails(writer, "input_tokens_details", tokens.ImageIn, tokens.Text);
        writer.WriteNumber("output_tokens", tokens.ImageOut + tokens.TextOut);
        if (hasOutputDetails) WriteDetails(writer, "output_tokens_details", tokens.ImageOut, tokens.TextOut);
        writer.WriteNumber("total_tokens", tokens.ImageIn + tokens.Text + tokens.ImageOut + tokens.TextOut);
        writer.WriteEndObject();
    }

    /// <summary>The tokens of the model that wrote an SVG; nothing for any other picture.</summary>
    public static void WriteSvgUsage(Utf8JsonWriter writer, SvgUsage? usage)
    {
        if (usage is null) return;
        writer.WriteStartObject("svg_usage");
        writer.WriteNumber("input_tokens", usage.Input);
        writer.WriteString("model", usage.Model);
        writer.WriteNumber("output_tokens", usage.Output);
        writer.WriteNumber("reasoning_tokens", usage.Reasoning);
        writer.WriteNumber("total_tokens", usage.Input + usage.Output);
        writer.WriteEndObject();
    }

    private static void WriteDetails(Utf8JsonWriter writer, string name, int images, int text)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("image_tokens", images);
        writer.WriteNumber("text_tokens", text);
        writer.WriteEndObject();
    }
}
