using System.Collections.Generic;
using System.Text.Json;
using ImageGen.Sandbox.Forms;
using ImageGen.Sandbox.Json;
using ImageGen.Sandbox.Options;
using ImageGen.Sandbox.Refusals;
using ImageGen.Sandbox.Responses;
using ImageGen.Sandbox.Store;

namespace ImageGen.Sandbox.Images;

internal static class ImagesRequestReader
{
    public const int MaximumImages = 16;
    private const int MaximumPrompt = 32_000;

    private static readonly string[] s_shared =
    [
        .. PictureOptionsReader.Names, "prompt", "n", "stream", "safety_identifier", "user",
    ];

    private static readonly string[] s_generation = [.. s_shared, "moderation", "svg"];
    private static readonly string[] s_edit = [.. s_shared, "moderation", "input_fidelity", "images", "mask"];
    private static readonly string[] s_form = [.. s_shared, "input_fidelity", "svg"];

    public static ImagesRequest ReadGeneration(JsonElement root, SandboxDialect dialect) =>
        Read(new JsonFields(root, "", s_generation, allowsNull: true), dialect);

    public static ImagesRequest ReadEdit(JsonElement root, SandboxDialect dialect)
    {
        JsonFields fields = new(root, "", s_edit, allowsNull: true);
        ImagesRequest request = Read(fields, dialect);
        PictureSource? mask = fields.Object("mask") is JsonElement element ? ReadReference(element, "mask") : null;
        return Check(request with { Images = ReadImages(fields), Mask = mask }, "images");
    }

    public static ImagesRequest ReadEdit(Form form, SandboxDialect dialect)
    {
        JsonFields fields = new(form.ReadTexts(ImageUploads.Names), "", s_form, allowsNull: false);
        ImageUploads uploads = new(form);
        ImagesRequest request = Read(fields, dialect) with
        {
            Images = uploads.ReadImages(),
            Mask = uploads.ReadMask(),
            Markup = uploads.ReadMarkup(),
        };
        return Check(request, "image");
    }

    private static ImagesRequest Read(JsonFields fields, SandboxDialect dialect)
    {
        // The default is a model that is gone, so one has to be named.
        string modelName = fields.RequireText("model");
        string prompt = ReadPrompt(fields);
        fields.Text("user");
        bool streams = fields.Flag("stream") ?? false;
        int count = fields.Integer("n", 1, 10) ?? 1;
        PictureOptions options = PictureOptionsReader.Read(fields, modelName, streams, dialect);
        if (streams && options.OutputFormat is "gif" or "svg")
        {
            throw Refusal.InvalidValue(
                $"Streaming is not supported for '{options.OutputFormat}'.", fields.Path("stream"));
        }

        if (count > 1 && options.OutputFormat == "svg")
        {
            throw Refusal.InvalidValue("Only one image can be made at a time as 'svg'.", fields.Path("n"));
        }
        return new ImagesRequest
        {
            Prompt = prompt,
            Options = options,
            Count = count,
            Stream = streams,
            SafetyIdentifier = fields.Text("safety_identifier", 128),
        };
    }

    private static string ReadPrompt(JsonFields fields)
    {
        fields.RequireText("prompt");
        string prompt = fields.Text("prompt", MaximumPrompt)!;
        return prompt.Length > 0
            ? prompt
            : throw new Refusal(
                400,
                "Invalid 'prompt': empty string. Expected a string with minimum length 1, "
                    + "but got an empty string instead.",
                "prompt",
                "empty_string");
    }

    private static List<PictureSource> ReadImages(JsonFields fields)
    {
        JsonElement images = fields.List("images") ?? throw JsonFields.Missing("images");
        List<PictureSource> sources = [];
        foreach (JsonElement image in images.EnumerateArray())
        {
            sources.Add(ReadReference(image, $"images[{sources.Count}]"));
        }
        return sources;
    }

    private static PictureSource ReadReference(JsonElement element, string path) =>
        InputReader.ReadImage(new JsonFields(element, path, ["file_id", "image_url"], allowsNull: true), path);

    private static ImagesRequest Check(ImagesRequest request, string path)
    {
        int count = request.Images.Count;
        if (count == 0)
        {
            throw new Refusal(
                400,
                $"Invalid '{path}': empty array. Expected an array with minimum length 1, "
                    + "but got an empty array instead.",
                path,
                "empty_array");
        }

        if (count > MaximumImages)
        {
            throw new Refusal(
                400,
                $"Invalid '{path}': array too long. Expected an array with maximum length {MaximumImages}, "
                    + $"but got an array with length {count} instead.",
                path,
                "array_above_max_length");
        }

        if (request.Mask is not null) PictureOptionsReader.CheckMask(request.Options, "mask");
        if (request.Markup is null) return request;
        if (request.Mask is not null)
        {
            throw Refusal.InvalidValue("'markup' and 'mask' cannot be given together.", "markup");
        }
        return request.Options.Model.HasMarkup
            ? request
            : throw Refusal.InvalidValue(
                $"'markup' is not supported for model '{request.Options.ModelName}'.", "markup");
    }
}
