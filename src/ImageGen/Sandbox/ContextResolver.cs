using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace ImageGen.Sandbox;

/// <summary>
/// Finds the pictures a request names. An edit starts from the picture drawn last, of those in the input or else of
/// the conversation; where none was drawn, from the first one the user gave. All others in the input are references.
/// </summary>
internal sealed class ContextResolver(ResponseStore store, CancellationToken cancellationToken)
{
    public PictureContext Resolve(ResponseRequest request)
    {
        PictureContext context = new();
        List<(Raster Picture, bool IsDrawn)> given = [];
        foreach (PictureSource source in request.Input.Sources)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Load(source, context) is Raster picture)
                given.Add((picture, source.Kind is PictureSourceKind.Item or PictureSourceKind.Result));
        }

        IReadOnlyList<StoredPicture> earlier = request.PreviousResponseId is string previous
            ? store.GetConversation(previous)
            : [];
        ChooseMain(context, given, earlier);
        if (request.Tool is ImageTool tool && request.WantsImage)
            CheckTool(context, tool);
        return context;
    }

    private static void ChooseMain(
        PictureContext context, List<(Raster Picture, bool IsDrawn)> given, IReadOnlyList<StoredPicture> earlier)
    {
        int drawn = given.FindLastIndex(entry => entry.IsDrawn);
        StoredPicture? latest = earlier.LastOrDefault(picture => picture.IsDrawn);
        int taken = drawn;
        if (drawn < 0 && latest is null && given.Count > 0)
            taken = 0;
        if (taken >= 0)
            context.Main = given[taken].Picture;
        else if ((latest ?? earlier.FirstOrDefault()) is StoredPicture picture)
            context.Main = PictureReader.Decode(picture.Pixels, "previous_response_id");

        for (int index = 0; index < given.Count; index++)
        {
            if (index != taken)
                context.References.Add(given[index].Picture);
        }
    }

    private void CheckTool(PictureContext context, ImageTool tool)
    {
        if (tool.Action == "edit" && context.Main is null)
        {
            throw Refusal.InvalidValue(
                "The action 'edit' requires an image in the context, but there is none.", $"{tool.Path}.action");
        }

        if (tool.Mask is not PictureSource source)
            return;
        string path = $"{tool.Path}.input_image_mask";
        if (context.Main is null)
            throw Refusal.InvalidValue("A mask requires an image in the context, but there is none.", path);
        Raster picture = Load(source, new PictureContext())!;
        if (!picture.HasAlpha && source.Kind != PictureSourceKind.File)
            throw InvalidMask("the mask must have an alpha channel.", path);
        if (picture.Width != context.Main.Width || picture.Height != context.Main.Height)
            throw InvalidMask("the mask must have the same size as the image.", path);
        context.Mask = picture;
    }

    private Raster? Load(PictureSource source, PictureContext context)
    {
        switch (source.Kind)
        {
            case PictureSourceKind.Item:
                return store.FindItem(source.Value) is StoredPicture stored
                    ? PictureReader.Decode(stored.Pixels, source.Path)
                    : null;
            case PictureSourceKind.File:
                Raster drawn = DrawFile(source);
                context.Brought.Add(new StoredPicture(PngWriter.Write(drawn, cancellationToken), IsDrawn: false));
                return drawn;
            case PictureSourceKind.Result when store.Contains(source.ItemId!):
                return Load(source with { Kind = PictureSourceKind.Item, Value = source.ItemId! }, context);
            case PictureSourceKind.Result:
                byte[] result = PictureReader.FromBase64(source.Value, source.Path);
                Raster decoded = PictureReader.Decode(result, source.Path);
                context.Brought.Add(new StoredPicture(result, IsDrawn: true));
                return decoded;
            default:
                byte[] bytes = PictureReader.FromDataUrl(source.Value, source.Path);
                Raster picture = PictureReader.Decode(bytes, source.Path);
                context.Brought.Add(new StoredPicture(bytes, IsDrawn: false));
                return picture;
        }
    }

    private Raster DrawFile(PictureSource source)
    {
        if (!source.Value.StartsWith("file-sandbox", StringComparison.Ordinal))
            throw new Refusal(404, $"File with id '{source.Value}' not found.", source.Path, "image_file_not_found");
        PictureOrder order = new() { Prompt = source.Value, Width = 1024, Height = 1024, Variation = 0 };
        return Drawing.Paint(order, cancellationToken);
    }

    private static Refusal InvalidMask(string words, string path) =>
        new(400, $"Invalid mask image: {words}", path, "invalid_mask_image_format");
}
