using System;
using System.Collections.Generic;
using System.Threading;
using ImageGen.Sandbox.Drawing;
using ImageGen.Sandbox.Encoders;
using ImageGen.Sandbox.Refusals;
using ImageGen.Sandbox.Responses;
using ImageGen.Sandbox.Store;

namespace ImageGen.Sandbox.Images;

/// <summary>Prepares the answer to a checked request, be it sent by itself or as a line of a batch.</summary>
internal sealed class ImagesAnswers(SandboxStore store)
{
    /// <summary>Loads what is edited; nothing is drawn yet.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="dialect">In whose words it is refused.</param>
    /// <param name="occurrence">How many equal requests there were before it: each has a picture of its own.</param>
    /// <param name="token">Ends the loading.</param>
    public ImagesAnswer Prepare(
        ImagesRequest request, SandboxDialect dialect, ulong occurrence, CancellationToken token)
    {
        Rehearsal.CheckModeration(request.Prompt, dialect);
        PictureOrder order = CreateOrder(request, occurrence, token);
        return new ImagesAnswer(request, order, DateTimeOffset.UtcNow.ToUnixTimeSeconds());
    }

    private PictureOrder CreateOrder(ImagesRequest request, ulong occurrence, CancellationToken token)
    {
        PictureLoader loader = new(store, token);
        List<Raster> images = [];
        foreach (PictureSource source in request.Images) images.Add(loader.LoadPixels(source));
        Raster? first = request.IsEdit ? images[0] : null;
        return new PictureOrder
        {
            Prompt = request.Prompt,
            Width = request.Options.Size.Width,
            Height = request.Options.Size.Height,
            Variation = occurrence * (ulong)request.Count,
            Transparent = request.Options.Background == "transparent",
            Parent = first,
            References = request.IsEdit ? images.GetRange(1, images.Count - 1) : [],
            Mask = request.Mask is null ? null : loader.LoadMask(request.Mask, first!, "mask"),
            Markup = request.Markup is null ? null : loader.LoadMarkup(request.Markup, first!, "markup"),
        };
    }
}
