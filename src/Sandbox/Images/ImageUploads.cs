using System.Collections.Generic;
using System.Linq;
using ImageGen.Sandbox.Encoders;
using ImageGen.Sandbox.Forms;
using ImageGen.Sandbox.Json;
using ImageGen.Sandbox.Refusals;
using ImageGen.Sandbox.Store;

namespace ImageGen.Sandbox.Images;

/// <summary>The files of an edit that comes as a form.</summary>
internal sealed class ImageUploads(Form form)
{
    private const int MaximumMask = 4 * 1024 * 1024;
    private static readonly string[] s_imageTypes = ["image/jpeg", "image/png", "image/webp"];
    private static readonly string[] s_overlayTypes = ["image/png"];

    public static string[] Names { get; } = ["image", "image[]", "mask", "markup"];

    /// <summary>`image` is one file, `image[]` any number of them.</summary>
    public List<PictureSource> ReadImages()
    {
        List<FormPart> list = [.. form.Files.Where(part => part.Name == "image[]")];
        if (form.FindFile("image") is not FormPart single)
        {
            return list.Count > 0
                ? [.. list.Select((part, index) => Read(part, $"image[{index}]", s_imageTypes))]
                : throw JsonFields.Missing("image");
        }

        return list.Count == 0 ? [Read(single, "image", s_imageTypes)] : throw Form.Duplicate("image");
    }

    public PictureSource? ReadMask()
    {
        if (form.FindFile("mask") is not FormPart part) return null;
        if (part.Data.Length >= MaximumMask)
        {
            throw new Refusal(400, "The mask is too large. It must be less than 4 MB.", "mask", "image_file_too_large");
        }
        return Read(part, "mask", s_overlayTypes);
    }

    public PictureSource? ReadMarkup() =>
        form.FindFile("markup") is FormPart part ? Read(part, "markup", s_overlayTypes) : null;

    /// <summary>Takes a file by the type that its part says; a part that says none, by its bytes.</summary>
    private static PictureSource Read(FormPart part, string path, string[] types)
    {
        string type = part.ContentType ?? PictureReader.MediaTypeOf(part.Data) ?? "application/octet-stream";
        if (!types.Contains(type))
        {
            throw new Refusal(
                400,
                $"Invalid file '{path}': unsupported mimetype ('{type}'). "
                    + $"Supported file formats are {JsonFields.ListOf(types)}.",
                path,
                "unsupported_file_mimetype");
        }

        return new PictureSource(PictureSourceKind.Upload, "", path) { Bytes = part.Data };
    }
}
