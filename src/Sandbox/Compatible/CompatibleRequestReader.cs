using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using ImageGen.Sandbox.Forms;
using ImageGen.Sandbox.Json;
using ImageGen.Sandbox.Options;
using ImageGen.Sandbox.Refusals;
using ImageGen.Sandbox.Store;

namespace ImageGen.Sandbox.Compatible;

/// <summary>
/// Reads what compatible servers have in common. Each has fields of its own, so all others are ignored.
/// </summary>
internal static class CompatibleRequestReader
{
    private const int MaximumEdge = 2048;
    private static readonly ImageSize s_defaultSize = new(512, 512);
    private static readonly string[] s_heeded = ["model", "prompt", "n", "size", "response_format"];

    public static CompatibleRequest ReadGeneration(JsonElement root) =>
        Read(new JsonFields(root, "", known: null, allowsNull: true));

    public static CompatibleRequest ReadEdit(Form form)
    {
        JsonFields fields = new(form.ReadTextsNamed(s_heeded), "", known: null, allowsNull: true);
        List<PictureSource> images =
        [
            .. form.Files.Where(static part => part.Name is "image" or "image[]").Select(ToSource),
        ];
        return Read(fields) with
        {
            Images = images.Count > 0 ? images : throw JsonFields.Missing("image"),
            Mask = form.FindFile("mask") is FormPart mask ? ToSource(mask) : null,
        };
    }

    private static CompatibleRequest Read(JsonFields fields)
    {
        fields.Text("model");
        string prompt = fields.RequireText("prompt");
        return new CompatibleRequest
        {
            Prompt = prompt.Length > 0 ? prompt : throw JsonFields.Missing("prompt"),
            Size = ReadSize(fields.Text("size")),
            Count = fields.Integer("n", 1, 10) ?? 1,
            WantsBase64 = fields.OneOf("response_format", "b64_json", "url") == "b64_json",
        };
    }

    private static ImageSize ReadSize(string? text)
    {
        // Clients made for OpenAI send `auto`, which leaves the choice to the server.
        if (text is null or "" or "auto") return s_defaultSize;
        string[] edges = text.Split('x');
        return edges.Length == 2 && TryRead(edges[0], out int width) && TryRead(edges[1], out int height)
            ? new ImageSize(width, height)
            : throw Refusal.InvalidValue(
                $"Invalid size '{text}'. Expected WIDTHxHEIGHT, both multiples of 8 of at most {MaximumEdge}.", "size");
    }

    private static bool TryRead(string text, out int edge) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out edge)
        && edge is > 0 and <= MaximumEdge
        && edge % 8 == 0;

    private static PictureSource ToSource(FormPart part) =>
        new(PictureSourceKind.Upload, "", part.Name) { Bytes = part.Data };
}
