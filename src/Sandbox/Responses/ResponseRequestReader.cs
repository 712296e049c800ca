using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using ImageGen.Sandbox.Http;
using ImageGen.Sandbox.Json;
using ImageGen.Sandbox.Options;
using ImageGen.Sandbox.Refusals;

namespace ImageGen.Sandbox.Responses;

internal static class ResponseRequestReader
{
    private static readonly string[] s_echoed =
    [
        "instructions", "max_output_tokens", "max_tool_calls", "metadata", "parallel_tool_calls", "prompt_cache_key",
        "reasoning", "safety_identifier", "temperature", "text", "tool_choice", "top_logprobs", "top_p",
        "truncation", "user",
    ];

    private static readonly string[] s_known =
    [
        .. s_echoed, "model", "input", "tools", "previous_response_id", "conversation", "store", "background", "stream",
        "stream_options", "include", "service_tier", "prompt_cache_options", "prompt_cache_retention", "prompt",
        "context_management", "image", "moderation", "access_programs",
    ];

    private static readonly string[] s_includes =
    [
        "file_search_call.results", "web_search_call.results", "web_search_call.action.sources",
        "message.input_image.image_url", "computer_call_output.output.image_url", "code_interpreter_call.outputs",
        "reasoning.encrypted_content", "message.output_text.logprobs",
    ];

    public static ResponseRequest Read(JsonElement root, SandboxCall call)
    {
        JsonFields fields = new(root, "", s_known, allowsNull: true);
        string model = fields.RequireText("model");
        if (!call.Dialect.NamesDeployments) SandboxModels.CheckMainline(model);
        JsonElement input = fields.Require("input");
        bool streams = fields.Flag("stream") ?? false;
        bool stores = fields.Flag("store") ?? true;
        bool inBackground = fields.Flag("background") ?? false;
        if (inBackground && !stores)
        {
            throw Refusal.InvalidValue("Background responses require 'store' to be true.", "background");
        }

        CheckOptions(fields);
        List<JsonElement?> tools = [];
        ImageTool? tool = ReadTools(fields, call, streams, tools);
        Dictionary<string, JsonElement> echo = s_echoed
            .Where(name => fields.Find(name) is not null)
            .ToDictionary(name => name, name => fields.Require(name).Clone());
        return new ResponseRequest
        {
            Dialect = call.Dialect,
            Model = model,
            Effort = ReadEffort(fields) ?? SandboxModels.DefaultEffort(model),
            Tool = tool,
            Tools = tools,
            ToolMode = ReadToolChoice(fields, tool),
            PreviousResponseId = ReadPrevious(fields),
            Store = stores,
            Background = inBackground,
            Stream = streams,
            Obfuscates = ReadObfuscation(fields, streams),
            Input = InputReader.Read(input),
            Echo = echo,
            EchoLength = echo.Values.Concat(tools.OfType<JsonElement>()).Sum(value => value.GetRawText().Length),
        };
    }

    private static void CheckOptions(JsonFields fields)
    {
        fields.Text("instructions");
        fields.Integer("max_output_tokens", 16, int.MaxValue);
        fields.Integer("max_tool_calls", 1, int.MaxValue);
        fields.Flag("parallel_tool_calls");
        fields.Text("safety_identifier", 128);
        fields.Text("user");
        fields.Text("prompt_cache_key");
        fields.Object("text");
        fields.OneOf("truncation", "auto", "disabled");
        fields.OneOf("service_tier", "auto", "default", "flex", "scale", "priority", "fast", "ultrafast");
        if (fields.List("include") is JsonElement include) CheckInclude(include);
        if (fields.Object("metadata") is JsonElement metadata) CheckMetadata(metadata);
    }

    private static void CheckInclude(JsonElement include)
    {
        int index = 0;
        foreach (JsonElement entry in include.EnumerateArray())
        {
            string path = $"include[{index++}]";
            if (entry.ValueKind != JsonValueKind.String) throw JsonFields.WrongType(path, "a string", entry);
            if (!s_includes.Contains(entry.GetString()))
            {
                throw JsonFields.NotSupported(path, entry.GetString()!, s_includes);
            }
        }
    }

    private static void CheckMetadata(JsonElement metadata)
    {
        int count = metadata.EnumerateObject().Count();
        if (count > 16)
        {
            throw new Refusal(
                400,
                "Invalid 'metadata': too many properties. Expected an object with at most 16 properties, "
                    + $"but got an object with {count} properties instead.",
                "metadata",
                "object_above_max_properties");
        }

        foreach (JsonProperty pair in metadata.EnumerateObject())
        {
            string path = $"metadata.{pair.Name}";
            if (pair.Name.Length > 64) throw JsonFields.TooLong(path, 64, pair.Name.Length);
            if (pair.Value.ValueKind != JsonValueKind.String) throw JsonFields.WrongType(path, "a string", pair.Value);
            if (pair.Value.GetString()!.Length > 512)
            {
                throw JsonFields.TooLong(path, 512, pair.Value.GetString()!.Length);
            }
        }
    }

    private static string? ReadEffort(JsonFields fields) => fields.Object("reasoning") is JsonElement reasoning
        ? new JsonFields(reasoning, "reasoning", known: null, allowsNull: true).OneOf("effort", SandboxModels.Efforts)
        : null;

    private static string? ReadPrevious(JsonFields fields)
    {
        string? previous = fields.Text("previous_response_id");
        if (fields.Find("conversation") is not JsonElement conversation) return previous;
        if (previous is not null)
        {
            throw Refusal.InvalidValue(
                "'previous_response_id' and 'conversation' cannot be given together.", "conversation");
        }

        // No route makes conversations here, so every id is an unknown one.
        string id = conversation.ValueKind == JsonValueKind.String
            ? conversation.GetString()!
            : new JsonFields(conversation, "conversation", ["id"], allowsNull: false).RequireText("id");
        throw new Refusal(404, $"Conversation with id '{id}' not found.", "conversation", null);
    }

    private static bool ReadObfuscation(JsonFields fields, bool streams)
    {
        if (fields.Object("stream_options") is not JsonElement options) return true;
        if (!streams)
        {
            throw Refusal.InvalidValue("'stream_options' is only allowed when 'stream' is true.", "stream_options");
        }
        JsonFields known = new(options, "stream_options", ["include_obfuscation"], allowsNull: true);
        return known.Flag("include_obfuscation") ?? true;
    }

    private static ImageTool? ReadTools(
        JsonFields fields, SandboxCall call, bool streams, List<JsonElement?> echo)
    {
        if (fields.List("tools") is not JsonElement tools) return null;
        ImageTool? tool = null;
        int index = 0;
        foreach (JsonElement element in tools.EnumerateArray())
        {
            string path = $"tools[{index++}]";
            if (element.ValueKind != JsonValueKind.Object) throw JsonFields.WrongType(path, "an object", element);
            if (!element.TryGetProperty("type", out JsonElement type)) throw JsonFields.Missing($"{path}.type");
            if (type.ValueKind != JsonValueKind.String) throw JsonFields.WrongType($"{path}.type", "a string", type);
            bool isImageTool = type.ValueEquals("image_generation");
            echo.Add(isImageTool ? null : element.Clone());
            if (isImageTool) tool = ImageToolReader.Read(element, path, call, streams);
        }

        return tool;
    }

    private static ToolMode ReadToolChoice(JsonFields fields, ImageTool? tool)
    {
        if (fields.Find("tool_choice") is not JsonElement choice) return ToolMode.Auto;
        if (choice.ValueKind == JsonValueKind.String)
        {
            return ReadMode(fields.OneOf("tool_choice", "none", "auto", "required")!, tool);
        }
        if (choice.ValueKind != JsonValueKind.Object)
        {
            throw JsonFields.WrongType("tool_choice", "a string or an object", choice);
        }

        string[] known = ["type", "name", "mode", "tools", "server_label"];
        JsonFields parts = new(choice, "tool_choice", known, allowsNull: false);
        switch (parts.RequireText("type"))
        {
            case "image_generation":
                return tool is null ? throw NoTool("image_generation") : ToolMode.Forced;
            case "allowed_tools":
                return ReadMode(parts.OneOf("mode", "auto", "required") ?? "auto", tool);
            default:
                return ToolMode.None;
        }
    }

    private static ToolMode ReadMode(string mode, ImageTool? tool) => mode switch
    {
        "none" => ToolMode.None,
        "auto" => ToolMode.Auto,
        _ => tool is null ? throw NoTool(mode) : ToolMode.Forced,
    };

    private static Refusal NoTool(string choice) =>
        Refusal.InvalidValue($"Tool choice '{choice}' not found in 'tools' parameter.", "tool_choice");
}
