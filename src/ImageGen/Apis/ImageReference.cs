using ImageGen.Http;
using ImageGen.Json;
using ImageGen.Orders;

namespace ImageGen.Apis;

/// <summary>An input image in JSON, by exactly one of its two keys.</summary>
internal sealed class ImageReference
{
    public string? FileId { get; init; }

    public string? ImageUrl { get; init; }

    public void Write(FieldWriter json)
    {
        json.Text("file_id", FileId);
        json.Text("image_url", ImageUrl);
    }

    /// <summary>How JSON names an input; null for an earlier result, which each API carries in its own way.</summary>
    /// <exception cref="AIImageException">Its data is too large.</exception>
    public static ImageReference? For(ImageInput? input, Uploads uploads) => input switch
    {
        ImageFile file => new ImageReference { FileId = file.FileId },
        ImageAddress address => new ImageReference { ImageUrl = address.Address.AbsoluteUri },
        ImageData data => new ImageReference { ImageUrl = uploads.AddChecked(data.Content) },
        _ => null,
    };
}
