using System.Threading;
using ImageGen.Sandbox.Drawing;
using ImageGen.Sandbox.Encoders;
using ImageGen.Sandbox.Refusals;
using ImageGen.Sandbox.Store;

namespace ImageGen.Sandbox.Responses;

/// <summary>Gets the pixels of the pictures a request names, from wherever they are.</summary>
internal sealed class PictureLoader(SandboxStore store, CancellationToken token)
{
    private const int MaximumSize = 50 * 1024 * 1024;
    private readonly ResponseStore _responses = new(store);

    /// <summary>
    /// Loads a picture; null when the item named is a message. What the user brought comes encoded as well.
    /// </summary>
    public (Raster Picture, StoredPicture? Brought)? Load(PictureSource source)
    {
        token.ThrowIfCancellationRequested();
        switch (source.Kind)
        {
            case PictureSourceKind.Item:
                return _responses.FindItem(source.Value) is StoredPicture stored
                    ? (PictureReader.Decode(stored.Pixels, source.Path), null)
                    : null;
            case PictureSourceKind.Result when _responses.Contains(source.ItemId!):
                return Load(source with { Kind = PictureSourceKind.Item, Value = source.ItemId! });
            case PictureSourceKind.Result:
                return Decode(PictureReader.FromBase64(source.Value, source.Path), source, isDrawn: true);
            case PictureSourceKind.File when source.IsStandIn:
                PictureOrder order = new() { Prompt = source.Value, Width = 1024, Height = 1024, Variation = 0 };
                Raster drawn = OrderDrawing.Paint(order, token);
                return (drawn, new StoredPicture(PngWriter.Write(drawn, token), IsDrawn: false));
            case PictureSourceKind.File:
                return Decode(FindFile(source).Data, source);
            case PictureSourceKind.Upload:
                return Decode(source.Bytes!, source);
            default:
                return Decode(PictureReader.FromDataUrl(source.Value, source.Path), source);
        }
    }

    /// <summary>Loads a picture that cannot be a message.</summary>
    public Raster LoadPixels(PictureSource source) => Load(source)!.Value.Picture;

    /// <summary>Loads the mask of a picture.</summary>
    public Raster LoadMask(PictureSource source, Raster picture, string path)
    {
        Raster mask = LoadPixels(source);
        if (!mask.HasAlpha && !source.IsStandIn) throw InvalidMask("the mask must have an alpha channel.", path);
        return mask.Width == picture.Width && mask.Height == picture.Height
            ? mask
            : throw InvalidMask("the mask must have the same size as the image.", path);
    }

    /// <summary>Loads a mask that opens what is clear or, where it has no alpha channel, what is white.</summary>
    public Raster LoadOpenMask(PictureSource source, Raster picture, string path)
    {
        Raster mask = LoadPixels(source);
        if (mask.Width != picture.Width || mask.Height != picture.Height)
        {
            throw InvalidMask("the mask must have the same size as the image.", path);
        }
        if (mask.HasAlpha) return mask;

        byte[] pixels = (byte[])mask.Pixels.Clone();
        for (int offset = 0; offset < pixels.Length; offset += 4)
        {
            pixels[offset + 3] = (byte)(255 - (pixels[offset] + pixels[offset + 1] + pixels[offset + 2]) / 3);
        }
        return new Raster(mask.Width, mask.Height, pixels, hasAlpha: true);
    }

    /// <summary>Loads the marks drawn over a picture.</summary>
    public Raster LoadMarkup(PictureSource source, Raster picture, string path)
    {
        Raster markup = LoadPixels(source);
        if (!markup.HasTransparentPixels)
        {
            throw Refusal.InvalidValue("Invalid markup image: the markup must contain transparent pixels.", path);
        }
        return markup.Width == picture.Width && markup.Height == picture.Height
            ? markup
            : throw Refusal.InvalidValue(
                "Invalid markup image: the markup must have the same size as the image.", path);
    }

    private static (Raster, StoredPicture?) Decode(byte[] bytes, PictureSource source, bool isDrawn = false)
    {
        if (bytes.Length >= MaximumSize)
        {
            throw new Refusal(
                400, "The image file is too large. It must be less than 50 MB.", source.Path, "image_file_too_large");
        }

        return (PictureReader.Decode(bytes, source.Path), new StoredPicture(bytes, isDrawn));
    }

    private static Refusal InvalidMask(string words, string path) =>
        new(400, $"Invalid mask image: {words}", path, "invalid_mask_image_format");

    private SandboxFile FindFile(PictureSource source) => store.Find(source.Value) as SandboxFile
        ?? throw new Refusal(404, $"File with id '{source.Value}' not found.", source.Path, "image_file_not_found");
}
