using System.Text.Json;
using ImageGen.Sandbox.Json;
using ImageGen.Sandbox.Refusals;

namespace ImageGen.Sandbox.Options;

/// <summary>Reads the options that the image tool and the Images API share, and checks that they go together.</summary>
internal static class PictureOptionsReader
{
    /// <summary>The names that all of them know.</summary>
    public static readonly string[] Names =
    [
        "model", "size", "quality", "output_format", "output_compression", "background", "partial_images",
        "complexity", "frame_count", "frame_duration_ms",
    ];

    public static PictureOptions Read(JsonFields fields, string modelName, bool streams, SandboxDialect dialect)
    {
        ImageModel model = dialect.NamesDeployments
            ? SandboxModels.FindDeployed(modelName)
            : SandboxModels.FindImage(modelName, fields.Path("model"));
        string size = fields.Text("size") ?? "auto";
        PictureOptions options = new()
        {
            Model = model,
            ModelName = modelName,
            RequestedSize = size,
            Size = ImageSize.Read(size, model, fields.Path("size")),
            Quality = fields.OneOf("quality", "low", "medium", "high", "xhigh", "max", "auto")
                ?? dialect.DefaultQuality,
            Background = fields.OneOf("background", "transparent", "opaque", "auto") ?? "auto",
            OutputFormat = fields.OneOf("output_format", dialect.OutputFormats) ?? "png",
            OutputCompression = fields.Integer("output_compression", 0, 100) ?? 100,
            Moderation = fields.OneOf("moderation", "auto", "low") ?? "auto",
            PartialImages = fields.Integer("partial_images", 0, 3) ?? 0,
            FrameCount = fields.Integer("frame_count", 2, 16) ?? 9,
            FrameDuration = fields.Integer("frame_duration_ms", 20, 655_350) ?? 200,
            Author = ReadAuthor(fields),
        };

        CheckModel(fields, options);
        CheckFormat(fields, options);
        if (options.PartialImages > 0 && !streams)
        {
            throw InvalidOption(
                fields, "partial_images", "'partial_images' is only supported with 'stream' set to true.");
        }
        return options;
    }

    public static void CheckMask(PictureOptions options, string path)
    {
        if (options.OutputFormat == "gif") throw Refusal.InvalidValue("A mask is not supported for 'gif'.", path);
    }

    private static void CheckModel(JsonFields fields, PictureOptions options)
    {
        ImageModel model = options.Model;
        if (!model.HasHighQualities && options.Quality is "xhigh" or "max")
        {
            fields.OneOf("quality", "low", "medium", "high", "auto");
        }
        if (!model.HasTransparency && options.Background == "transparent")
        {
            throw InvalidOption(fields, "background", "Transparent background is not supported for this model.");
        }
        if (fields.OneOf("complexity", "low", "medium", "high") is not null && !model.HasComplexity)
        {
            throw NotForModel(fields, "complexity", options);
        }

        bool hasFidelity = fields.Find("input_fidelity") is { ValueKind: not JsonValueKind.Null };
        if (!hasFidelity) return;
        if (model.InputFidelities is null) throw NotForModel(fields, "input_fidelity", options);
        fields.OneOf("input_fidelity", model.InputFidelities);
    }

    private static void CheckFormat(JsonFields fields, PictureOptions options)
    {
        string format = options.OutputFormat;
        if (format is "gif" or "svg" && !options.Model.HasSvg)
        {
            throw InvalidOption(
                fields, "output_format", $"'{format}' is not supported for model '{options.ModelName}'.");
        }
        if (options.Background == "transparent" && format is not ("png" or "webp"))
        {
            throw InvalidOption(fields, "background", $"Transparent background is not supported for '{format}'.");
        }

        if (options.OutputCompression < 100 && format is not ("webp" or "jpeg"))
        {
            throw InvalidOption(
                fields, "output_compression", $"Compression below 100 is not supported for '{format}'.");
        }

        if (options.PartialImages > 0 && format is "gif" or "svg")
        {
            throw InvalidOption(fields, "partial_images", $"Partial images are not supported for '{format}'.");
        }

        CheckOnlyFor(fields, "frame_count", format, "gif");
        CheckOnlyFor(fields, "frame_duration_ms", format, "gif");
        CheckOnlyFor(fields, "svg", format, "svg");
    }

    private static SvgAuthor? ReadAuthor(JsonFields fields)
    {
        if (fields.Object("svg") is not JsonElement svg) return null;
        JsonFields author = new(svg, fields.Path("svg"), ["model", "reasoning"], allowsNull: true);
        string? effort = null;
        if (author.Object("reasoning") is JsonElement reasoning)
        {
            effort = new JsonFields(reasoning, author.Path("reasoning"), ["effort"], allowsNull: true)
                .OneOf("effort", SandboxModels.Efforts);
        }

        return new SvgAuthor(author.Text("model"), effort);
    }

    private static void CheckOnlyFor(JsonFields fields, string name, string format, string needed)
    {
        if (fields.Find(name) is not null && format != needed)
        {
            throw InvalidOption(fields, name, $"'{name}' is only supported for output format '{needed}'.");
        }
    }

    private static Refusal NotForModel(JsonFields fields, string name, PictureOptions options) =>
        InvalidOption(fields, name, $"'{name}' is not supported for model '{options.ModelName}'.");

    private static Refusal InvalidOption(JsonFields fields, string name, string message) =>
        Refusal.InvalidValue(message, fields.Path(name));
}
