using System.Linq;
using System.Text.Json;
using ImageGen.Sandbox.Json;
using ImageGen.Sandbox.Refusals;
using ImageGen.Sandbox.Store;

namespace ImageGen.Sandbox.Responses;

internal static class InputReader
{
    public const int MaximumUrlLength = 20_971_520;
    private const int MaximumImages = 16;

    private static readonly string[] s_messageKnown = ["type", "role", "content", "id", "status", "phase"];
    private static readonly string[] s_partKnown =
    [
        "type", "text", "image_url", "file_id", "detail", "annotations", "logprobs", "refusal",
        "prompt_cache_breakpoint",
    ];

    private static readonly string[] s_callKnown =
    [
        "type", "id", "status", "result", "revised_prompt", "action", "size", "quality", "background", "output_format",
        "error", "svg_usage",
    ];

    private static readonly string[] s_roles = ["user", "assistant", "system", "developer"];
    private static readonly string[] s_itemTypes = ["message", "image_generation_call", "item_reference", "reasoning"];
    private static readonly string[] s_partTypes =
    [
        "input_text", "input_image", "input_file", "output_text", "refusal",
    ];

    public static InputContent Read(JsonElement input)
    {
        InputContent content = new();
        switch (input.ValueKind)
        {
            case JsonValueKind.String:
                content.Prompt = input.GetString()!;
                content.TextLength = content.Prompt.Length;
                InputItem message = new("message") { Role = "user" };
                message.Parts.Add(new InputItemPart("input_text", content.Prompt, null));
                content.Items.Add(message);
                break;
            case JsonValueKind.Array:
                ReadItems(input, content);
                break;
            default:
                throw JsonFields.WrongType("input", "a string or an array of input items", input);
        }

        if (string.IsNullOrWhiteSpace(content.Prompt))
        {
            throw Refusal.InvalidValue("Invalid 'input': the prompt must not be empty.", "input");
        }
        if (content.Sources.Count > MaximumImages)
        {
            throw Refusal.InvalidValue(
                $"Too many images: {content.Sources.Count}. At most {MaximumImages} images can be given.", "input");
        }

        return content;
    }

    private static void ReadItems(JsonElement items, InputContent content)
    {
        int index = 0;
        foreach (JsonElement item in items.EnumerateArray())
        {
            string path = $"input[{index++}]";
            if (item.ValueKind != JsonValueKind.Object) throw JsonFields.WrongType(path, "an object", item);
            ReadItem(item, path, content);
        }
    }

    private static void ReadItem(JsonElement item, string path, InputContent content)
    {
        string? type = TypeOf(item, path);
        switch (type ?? "message")
        {
            case "message":
                ReadMessage(new JsonFields(item, path, s_messageKnown, allowsNull: true), content);
                break;
            case "image_generation_call":
                ReadCall(new JsonFields(item, path, s_callKnown, allowsNull: true), path, content);
                break;
            case "item_reference":
                JsonFields reference = new(item, path, ["type", "id"], allowsNull: false);
                string id = reference.RequireText("id");
                content.Sources.Add(new PictureSource(PictureSourceKind.Item, id, path));
                content.Items.Add(new InputItem("item_reference") { Id = id });
                break;
            case "reasoning":
                break;
            default:
                throw JsonFields.NotSupported($"{path}.type", type!, s_itemTypes);
        }
    }

    private static void ReadMessage(JsonFields fields, InputContent content)
    {
        fields.RequireText("role");
        string role = fields.OneOf("role", s_roles)!;
        JsonElement value = fields.Require("content");
        string path = fields.Path("content");
        InputItem message = new("message") { Role = role };
        if (value.ValueKind == JsonValueKind.String)
        {
            message.Parts.Add(new InputItemPart("input_text", value.GetString(), null));
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            ReadParts(value, path, message, content);
        }
        else
        {
            throw JsonFields.WrongType(path, "a string or an array of content parts", value);
        }

        content.Items.Add(message);
        string text = string.Join("\n", message.Parts.Select(part => part.Text).Where(words => words is not null));
        content.TextLength += text.Length;
        if (role == "user" && !string.IsNullOrWhiteSpace(text)) content.Prompt = text;
    }

    private static void ReadParts(JsonElement parts, string path, InputItem message, InputContent content)
    {
        int index = 0;
        foreach (JsonElement part in parts.EnumerateArray())
        {
            string partPath = $"{path}[{index++}]";
            string type = part.ValueKind == JsonValueKind.Object && TypeOf(part, partPath) is string given
                ? given
                : throw JsonFields.WrongType(partPath, "an object with a 'type'", part);
            switch (type)
            {
                case "input_text" or "output_text":
                    JsonFields words = new(part, partPath, s_partKnown, allowsNull: false);
                    message.Parts.Add(new InputItemPart(type, words.RequireText("text"), null));
                    break;
                case "input_image":
                    JsonFields image = new(part, partPath, s_partKnown, allowsNull: true);
                    content.Sources.Add(ReadImage(image, partPath));
                    message.Parts.Add(new InputItemPart(type, null, image.Text("file_id")));
                    break;
                case "refusal":
                    break;
                case "input_file":
                    throw Refusal.Unsupported("The sandbox does not read files.", partPath);
                default:
                    throw JsonFields.NotSupported($"{partPath}.type", type, s_partTypes);
            }
        }
    }

    private static void ReadCall(JsonFields fields, string path, InputContent content)
    {
        string id = fields.RequireText("id");
        content.Items.Add(new InputItem("image_generation_call") { Id = id });
        content.Sources.Add(fields.Text("result") is string result
            ? new PictureSource(PictureSourceKind.Result, result, fields.Path("result")) { ItemId = id }
            : new PictureSource(PictureSourceKind.Item, id, path));
    }

    /// <summary>An image given by URL or by file: a part of a message, or a mask.</summary>
    public static PictureSource ReadImage(JsonFields fields, string path)
    {
        string? url = fields.Text("image_url", MaximumUrlLength);
        string? file = fields.Text("file_id");
        if (fields.Find("detail") is not null) fields.OneOf("detail", "low", "high", "auto", "original");
        return (url, file) switch
        {
            (not null, null) => new PictureSource(PictureSourceKind.Url, url, fields.Path("image_url")),
            (null, not null) => new PictureSource(PictureSourceKind.File, file, fields.Path("file_id")),
            _ => throw Refusal.InvalidValue($"Expected one of 'image_url' and 'file_id' in '{path}'.", path),
        };
    }

    private static string? TypeOf(JsonElement item, string path)
    {
        if (!item.TryGetProperty("type", out JsonElement type) || type.ValueKind == JsonValueKind.Null) return null;
        return type.ValueKind == JsonValueKind.String
            ? type.GetString()
            : throw JsonFields.WrongType($"{path}.type", "a string", type);
    }
}
