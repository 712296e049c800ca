using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Text.Json;
using ImageGen.Sandbox.Drawing;
using ImageGen.Sandbox.Encoders;
using ImageGen.Sandbox.Http;
using ImageGen.Sandbox.Refusals;
using ImageGen.Sandbox.Responses;
using ImageGen.Sandbox.Store;

namespace ImageGen.Sandbox.Images;

/// <summary>`/images`: pictures without a mainline model. Nothing is kept of them.</summary>
internal sealed class ImagesService(SandboxStore store)
{
    public HttpResponseMessage Generate(SandboxCall call)
    {
        using JsonDocument document = call.Body.ParseJson();
        return Answer(call, ImagesRequestReader.ReadGeneration(document.RootElement, call.Dialect));
    }

    public HttpResponseMessage Edit(SandboxCall call)
    {
        if (call.Body.IsForm)
            return Answer(call, ImagesRequestReader.ReadEdit(call.Body.Form, call.Dialect));
        using JsonDocument document = call.Body.ParseJson();
        return Answer(call, ImagesRequestReader.ReadEdit(document.RootElement, call.Dialect));
    }

    private HttpResponseMessage Answer(SandboxCall call, ImagesRequest request)
    {
        Rehearsal.CheckModeration(request.Prompt, call.Dialect);
        PictureOrder order = CreateOrder(call, request);
        ImagesAnswer answer = new(request, order, DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        if (request.Stream)
            return ReplyFactory.Events(answer.Frames);
        if (Rehearsal.Fails(request.Prompt))
            throw Refusal.Failure();
        return ReplyFactory.Json(answer.ToBytes(call.CancellationToken));
    }

    private PictureOrder CreateOrder(SandboxCall call, ImagesRequest request)
    {
        PictureLoader loader = new(store, call.CancellationToken);
        List<Raster> images = [];
        foreach (PictureSource source in request.Images)
            images.Add(loader.LoadPixels(source));
        Raster? first = request.IsEdit ? images[0] : null;
        return new PictureOrder
        {
            Prompt = request.Prompt,
            Width = request.Options.Size.Width,
            Height = request.Options.Size.Height,
            Variation = call.Occurrence * (ulong)request.Count,
            Transparent = request.Options.Background == "transparent",
            Parent = first,
            References = request.IsEdit ? images.GetRange(1, images.Count - 1) : [],
            Mask = request.Mask is null ? null : loader.LoadMask(request.Mask, first!, "mask"),
            Markup = request.Markup is null ? null : loader.LoadMarkup(request.Markup, first!, "markup"),
        };
    }
}
