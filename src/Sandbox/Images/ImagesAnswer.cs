using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading;
using ImageGen.Sandbox.Drawing;
using ImageGen.Sandbox.Encoders;
using ImageGen.Sandbox.Http;
using ImageGen.Sandbox.Json;
using ImageGen.Sandbox.Refusals;
using ImageGen.Sandbox.Responses;
using ImageGen.Sandbox.Usage;

namespace ImageGen.Sandbox.Images;

/// <summary>
/// The answer of the Images API, whole or as events, each picture drawn when it is needed. Events have no numbers, and
/// none says which of the pictures it is about; the last one has the tokens of all.
/// </summary>
internal sealed class ImagesAnswer(ImagesRequest request, PictureOrder order, long createdAt)
{
    private readonly TokenCounts _tokens = TokenCounts.ForImages(
        request.Count, request.Prompt.Length, request.Options, order);

    /// <summary>What all of its pictures are billed as.</summary>
    public TokenCounts Tokens => _tokens;

    public byte[] ToBytes(CancellationToken token) => JsonOutput.ToBytes(writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("created", createdAt);
        writer.WriteString("background", request.Options.ResolvedBackground);
        writer.WriteStartArray("data");
        foreach (PictureOrder one in Orders())
        {
            writer.WriteStartObject();
            Raster picture = OrderDrawing.Paint(one, token);
            writer.WriteBase64String("b64_json", Encode(one, picture, token));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteString("output_format", request.Options.OutputFormat);
        writer.WriteString("quality", request.Options.ResolvedQuality);
        WriteSafetyIdentifier(writer);
        writer.WriteString("size", request.Options.Size.ToString());
        UsageWriter.WriteSvgUsage(writer, SvgUsage.For(request.Options, caller: null, request.Prompt.Length));
        UsageWriter.WriteImageUsage(writer, "usage", _tokens, hasOutputDetails: true);
        writer.WriteEndObject();
    });

    public IEnumerable<byte[]> Frames(CancellationToken token)
    {
        if (Rehearsal.Fails(request.Prompt))
        {
            yield return JsonOutput.ToEvent(
                "error", static writer => ReplyFactory.WriteErrorMember(writer, Refusal.Failure()));
            yield break;
        }

        int left = request.Count;
        foreach (PictureOrder one in Orders())
        {
            left--;
            Raster picture = OrderDrawing.Paint(one, token);
            for (int index = 0; index < request.Options.PartialImages; index++)
            {
                byte[] preview = OrderDrawing.Preview(picture, request.Options, index, token);
                yield return Event(
                    "partial_image", preview, writer => writer.WriteNumber("partial_image_index", index));
            }

            yield return Event("completed", Encode(one, picture, token), writer =>
            {
                WriteSafetyIdentifier(writer);
                if (left == 0) UsageWriter.WriteImageUsage(writer, "usage", _tokens, hasOutputDetails: false);
            });
        }
    }

    private IEnumerable<PictureOrder> Orders() => Enumerable.Range(0, request.Count)
        .Select(index => order with { Variation = order.Variation + (ulong)index });

    private byte[] Encode(PictureOrder one, Raster picture, CancellationToken token) =>
        OrderDrawing.Encode(one, picture, request.Options, token).Result;

    private byte[] Event(string kind, byte[] picture, Action<Utf8JsonWriter> write)
    {
        string type = request.IsEdit ? "image_edit." : "image_generation.";
        return JsonOutput.ToEvent(type + kind, writer =>
        {
            writer.WriteBase64String("b64_json", picture);
            writer.WriteNumber("created_at", createdAt);
            ResponseWriter.WriteResolved(writer, request.Options);
            write(writer);
        });
    }

    private void WriteSafetyIdentifier(Utf8JsonWriter writer)
    {
        if (request.SafetyIdentifier is not null) writer.WriteString("safety_identifier", request.SafetyIdentifier);
    }
}
