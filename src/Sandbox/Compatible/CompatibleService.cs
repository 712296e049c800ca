using System.Collections.Generic;
using System.Net.Http;
using System.Text.Json;
using ImageGen.Sandbox.Chance;
using ImageGen.Sandbox.Drawing;
using ImageGen.Sandbox.Encoders;
using ImageGen.Sandbox.Http;
using ImageGen.Sandbox.Json;
using ImageGen.Sandbox.Options;
using ImageGen.Sandbox.Refusals;
using ImageGen.Sandbox.Responses;
using ImageGen.Sandbox.Store;

namespace ImageGen.Sandbox.Compatible;

/// <summary>A local server: generations and edits as PNG, without usage, streams or a Responses API.</summary>
internal sealed class CompatibleService(SandboxStore store)
{
    private const string ModelName = "sandbox-local";

    public HttpResponseMessage Answer(SandboxCall call) => (call.Route.Name, call.Route.Method) switch
    {
        ("generations", "POST") => Generate(call),
        ("edits", "POST") => Make(call, CompatibleRequestReader.ReadEdit(call.Body.Form)),
        ("models", "GET") => ReplyFactory.Json(JsonOutput.ToBytes(
            static writer => ModelListWriter.WriteNames(writer, ModelName))),
        ("generated image", "GET") => GetImage(call.Route.Id),
        ("generations" or "edits" or "models" or "generated image", _) =>
            throw new Refusal(405, "Method Not Allowed", null, null),
        _ => throw NotFound(),
    };

    private HttpResponseMessage Generate(SandboxCall call)
    {
        using JsonDocument document = call.Body.ParseJson();
        return Make(call, CompatibleRequestReader.ReadGeneration(document.RootElement));
    }

    private HttpResponseMessage GetImage(string id) => store.Find(id) is GeneratedImage image
        ? ReplyFactory.Binary(image.Data, "image/png")
        : throw NotFound();

    private HttpResponseMessage Make(SandboxCall call, CompatibleRequest request)
    {
        Rehearsal.CheckModeration(request.Prompt, call.Dialect);
        PictureOrder order = CreateOrder(call, request);
        if (Rehearsal.Fails(request.Prompt)) throw Refusal.Failure();

        List<GeneratedImage> images = [];
        for (int index = 0; index < request.Count; index++)
        {
            PictureOrder one = order with { Variation = order.Variation + (ulong)index };
            Raster picture = OrderDrawing.Paint(one, call.Token);
            string id = new SeededRandom(StableHash.Combine(call.Identity, (ulong)index)).NextHex(32);
            images.Add(new GeneratedImage(id, PngWriter.Write(picture, call.Token)));
        }

        if (!request.WantsBase64) images.ForEach(store.Keep);
        return ReplyFactory.Json(JsonOutput.ToBytes(writer => Write(writer, images, request.WantsBase64)));
    }

    private PictureOrder CreateOrder(SandboxCall call, CompatibleRequest request)
    {
        PictureLoader loader = new(store, call.Token);
        List<Raster> images = [];
        foreach (PictureSource source in request.Images) images.Add(loader.LoadPixels(source));
        Raster? first = images.Count > 0 ? images[0] : null;
        return new PictureOrder
        {
            Prompt = request.Prompt,
            Width = request.Size.Width,
            Height = request.Size.Height,
            Variation = call.Occurrence * (ulong)request.Count,
            Parent = first,
            References = first is null ? [] : images.GetRange(1, images.Count - 1),
            Mask = request.Mask is null || first is null ? null : loader.LoadOpenMask(request.Mask, first, "mask"),
        };
    }

    private static void Write(Utf8JsonWriter writer, List<GeneratedImage> images, bool asBase64)
    {
        writer.WriteStartObject();
        writer.WriteNumber("created", System.DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        writer.WriteStartArray("data");
        foreach (GeneratedImage image in images)
        {
            writer.WriteStartObject();
            if (asBase64) writer.WriteBase64String("b64_json", image.Data);
            else writer.WriteString("url", image.Path);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static Refusal NotFound() => new(404, "Not Found", null, null);
}
