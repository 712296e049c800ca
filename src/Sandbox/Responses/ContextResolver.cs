using System.Collections.Generic;
using System.Linq;
using ImageGen.Sandbox.Encoders;
using ImageGen.Sandbox.Refusals;
using ImageGen.Sandbox.Store;

namespace ImageGen.Sandbox.Responses;

/// <summary>
/// Finds the pictures a request names. An edit starts from the picture drawn last, of those in the input or else of
/// the conversation; where none was drawn, from the first one the user gave. All others in the input are references.
/// </summary>
internal sealed class ContextResolver(ResponseStore store, PictureLoader loader)
{
    public PictureContext Resolve(ResponseRequest request)
    {
        PictureContext context = new();
        List<(Raster Picture, bool IsDrawn)> given = [];
        foreach (PictureSource source in request.Input.Sources)
        {
            if (loader.Load(source) is not (Raster picture, var brought)) continue;
            given.Add((picture, source.Kind is PictureSourceKind.Item or PictureSourceKind.Result));
            if (brought is not null) context.Brought.Add(brought);
        }

        IReadOnlyList<StoredPicture> earlier = request.PreviousResponseId is string previous
            ? store.GetConversation(previous)
            : [];
        ChooseMain(context, given, earlier);
        if (request.Tool is ImageTool tool && request.WantsImage) CheckTool(context, tool);
        return context;
    }

    private static void ChooseMain(
        PictureContext context, List<(Raster Picture, bool IsDrawn)> given, IReadOnlyList<StoredPicture> earlier)
    {
        int drawn = given.FindLastIndex(entry => entry.IsDrawn);
        StoredPicture? latest = earlier.LastOrDefault(picture => picture.IsDrawn);
        int taken = drawn;
        if (drawn < 0 && latest is null && given.Count > 0) taken = 0;
        if (taken >= 0)
        {
            context.Main = given[taken].Picture;
        }
        else if ((latest ?? earlier.FirstOrDefault()) is StoredPicture picture)
        {
            context.Main = PictureReader.Decode(picture.Pixels, "previous_response_id");
        }

        for (int index = 0; index < given.Count; index++)
        {
            if (index != taken) context.References.Add(given[index].Picture);
        }
    }

    private void CheckTool(PictureContext context, ImageTool tool)
    {
        if (tool.Action == "edit" && context.Main is null)
        {
            throw Refusal.InvalidValue(
                "The action 'edit' requires an image in the context, but there is none.", $"{tool.Path}.action");
        }

        if (tool.Mask is not PictureSource source) return;
        string path = $"{tool.Path}.input_image_mask";
        if (context.Main is null)
        {
            throw Refusal.InvalidValue("A mask requires an image in the context, but there is none.", path);
        }
        context.Mask = loader.LoadMask(source, context.Main, path);
    }
}
