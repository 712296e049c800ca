using System.Text.Json;

namespace ImageGen.Sandbox;

internal static class ImageToolReader
{
    private static readonly string[] s_known =
    [
        "type", "model", "action", "size", "quality", "output_format", "output_compression", "background", "moderation",
        "partial_images", "input_fidelity", "input_image_mask", "complexity", "frame_count", "frame_duration_ms", "svg",
    ];

    public static ImageTool Read(JsonElement element, string path, bool streams)
    {
        JsonFields fields = new(element, path, s_known, allowsNull: false);
        string modelName = fields.Text("model") ?? SandboxModels.DefaultImageModel;
        ImageModel model = SandboxModels.FindImage(modelName, fields.Path("model"));
        string size = fields.Text("size") ?? "auto";
        ImageTool tool = new()
        {
            Path = path,
            Model = model,
            ModelName = modelName,
            Action = fields.OneOf("action", "generate", "edit", "auto") ?? "auto",
            RequestedSize = size,
            Size = ImageSize.Read(size, model, fields.Path("size")),
            Quality = fields.OneOf("quality", "low", "medium", "high", "xhigh", "max", "auto") ?? "auto",
            Background = fields.OneOf("background", "transparent", "opaque", "auto") ?? "auto",
            OutputFormat = fields.OneOf("output_format", "png", "webp", "jpeg", "gif", "svg") ?? "png",
            OutputCompression = fields.Integer("output_compression", 0, 100) ?? 100,
            Moderation = fields.OneOf("moderation", "auto", "low") ?? "auto",
            PartialImages = fields.Integer("partial_images", 0, 3) ?? 0,
            Mask = ReadMask(fields),
        };

        CheckModel(fields, tool);
        CheckFormat(fields, tool);
        if (tool.PartialImages > 0 && !streams)
            throw Refuse(fields, "partial_images", "'partial_images' is only supported with 'stream' set to true.");
        return tool;
    }

    private static PictureSource? ReadMask(JsonFields fields)
    {
        if (fields.Object("input_image_mask") is not JsonElement mask)
            return null;
        string path = fields.Path("input_image_mask");
        return InputReader.ReadImage(new JsonFields(mask, path, ["file_id", "image_url"], allowsNull: true), path);
    }

    private static void CheckModel(JsonFields fields, ImageTool tool)
    {
        ImageModel model = tool.Model;
        if (!model.HasHighQualities && tool.Quality is "xhigh" or "max")
            fields.OneOf("quality", "low", "medium", "high", "auto");
        if (!model.HasTransparency && tool.Background == "transparent")
            throw Refuse(fields, "background", "Transparent background is not supported for this model.");
        if (fields.OneOf("complexity", "low", "medium", "high") is not null && !model.HasComplexity)
            throw NotForModel(fields, "complexity", tool);

        bool hasFidelity = fields.Find("input_fidelity") is { ValueKind: not JsonValueKind.Null };
        if (!hasFidelity)
            return;
        if (model.InputFidelities is null)
            throw NotForModel(fields, "input_fidelity", tool);
        fields.OneOf("input_fidelity", model.InputFidelities);
    }

    private static void CheckFormat(JsonFields fields, ImageTool tool)
    {
        string format = tool.OutputFormat;
        if (format is "gif" or "svg" && !tool.Model.HasSvg)
            throw Refuse(fields, "output_format", $"'{format}' is not supported for model '{tool.ModelName}'.");
        if (tool.Background == "transparent" && format is not ("png" or "webp"))
            throw Refuse(fields, "background", $"Transparent background is not supported for '{format}'.");

        if (tool.OutputCompression < 100 && format is not ("webp" or "jpeg"))
            throw Refuse(fields, "output_compression", $"Compression below 100 is not supported for '{format}'.");

        if (tool.PartialImages > 0 && format is "gif" or "svg")
            throw Refuse(fields, "partial_images", $"Partial images are not supported for '{format}'.");

        if (tool.Mask is not null && format == "gif")
            throw Refuse(fields, "input_image_mask", "A mask is not supported for 'gif'.");
        CheckOnlyFor(fields, "frame_count", format, "gif");
        CheckOnlyFor(fields, "frame_duration_ms", format, "gif");
        CheckOnlyFor(fields, "svg", format, "svg");
        fields.Integer("frame_count", 2, 16);
        fields.Integer("frame_duration_ms", 20, 655_350);
        CheckSvg(fields);
        if (format is "gif" or "webp")
            throw Refusal.Unsupported("The sandbox draws png, jpeg and svg.", fields.Path("output_format"));
    }

    private static void CheckSvg(JsonFields fields)
    {
        if (fields.Object("svg") is not JsonElement svg)
            return;
        JsonFields author = new(svg, fields.Path("svg"), ["model", "reasoning"], allowsNull: true);
        author.Text("model");
        if (author.Object("reasoning") is JsonElement reasoning)
        {
            JsonFields effort = new(reasoning, author.Path("reasoning"), ["effort"], allowsNull: true);
            effort.OneOf("effort", "none", "minimal", "low", "medium", "high", "xhigh", "max");
        }
    }

    private static void CheckOnlyFor(JsonFields fields, string name, string format, string needed)
    {
        if (fields.Find(name) is not null && format != needed)
            throw Refuse(fields, name, $"'{name}' is only supported for output format '{needed}'.");
    }

    private static Refusal NotForModel(JsonFields fields, string name, ImageTool tool) =>
        Refuse(fields, name, $"'{name}' is not supported for model '{tool.ModelName}'.");

    private static Refusal Refuse(JsonFields fields, string name, string message) =>
        Refusal.InvalidValue(message, fields.Path(name));
}
