using System.Text.Json;
using ImageGen.Sandbox.Http;
using ImageGen.Sandbox.Json;
using ImageGen.Sandbox.Options;
using ImageGen.Sandbox.Refusals;
using ImageGen.Sandbox.Store;

namespace ImageGen.Sandbox.Responses;

internal static class ImageToolReader
{
    private static readonly string[] s_known =
    [
        .. PictureOptionsReader.Names, "type", "action", "moderation", "input_fidelity", "input_image_mask", "svg",
    ];

    public static ImageTool Read(JsonElement element, string path, SandboxCall call, bool streams)
    {
        JsonFields fields = new(element, path, s_known, allowsNull: false);
        string modelName = fields.Text("model") ?? SandboxModels.DefaultImageModel;
        if (call.Dialect.NamesDeployments) modelName = call.ImageDeployment ?? throw AzureRefusal.NoDeployment();
        ImageTool tool = new()
        {
            Path = path,
            Action = fields.OneOf("action", "generate", "edit", "auto") ?? "auto",
            Options = PictureOptionsReader.Read(fields, modelName, streams, call.Dialect),
            Mask = ReadMask(fields),
        };

        if (tool.Mask is not null) PictureOptionsReader.CheckMask(tool.Options, fields.Path("input_image_mask"));
        return tool;
    }

    private static PictureSource? ReadMask(JsonFields fields)
    {
        if (fields.Object("input_image_mask") is not JsonElement mask) return null;
        string path = fields.Path("input_image_mask");
        return InputReader.ReadImage(new JsonFields(mask, path, ["file_id", "image_url"], allowsNull: true), path);
    }
}
