using System;
using System.Linq;
using System.Text.Json;
using System.Threading;
using ImageGen.Sandbox.Chance;
using ImageGen.Sandbox.Http;
using ImageGen.Sandbox.Images;
using ImageGen.Sandbox.Json;
using ImageGen.Sandbox.Refusals;
using ImageGen.Sandbox.Store;
using ImageGen.Sandbox.Usage;

namespace ImageGen.Sandbox.Batches;

/// <summary>
/// Runs the lines of a batch, each as its endpoint would. The pictures are drawn each time the line is read, and are
/// the same each time, so that a batch of thousands needs no memory for them.
/// </summary>
internal sealed class BatchRunner(BatchInput input, bool isEdit, SandboxDialect dialect, ulong identity)
{
    // Uploads that the lines name: they may be deleted before the output is read.
    private readonly SandboxStore _held = new(long.MaxValue);

    /// <summary>Finds the result of a line and what it is billed as.</summary>
    public (LineOutcome Outcome, TokenCounts? Tokens) Judge(
        BatchLine line, SandboxStore uploads, CancellationToken token)
    {
        try
        {
            ImagesRequest request = Read(line);
            Hold(request, uploads);
            if (Rehearsal.Expires(request.Prompt)) return (LineOutcome.Late, null);
            ImagesAnswer answer = Prepare(line, request, token);
            return Rehearsal.Fails(request.Prompt)
                ? (LineOutcome.Failed, null)
                : (LineOutcome.Drawn, answer.Tokens);
        }
        catch (Refusal)
        {
            return (LineOutcome.Refused, null);
        }
    }

    /// <summary>Whether a line asks for a queue that is full.</summary>
    public bool Queues(BatchLine line)
    {
        using JsonDocument document = JsonDocument.Parse(input.TextOf(line));
        return BodyOf(document).TryGetProperty("prompt", out JsonElement prompt)
            && prompt.ValueKind == JsonValueKind.String
            && Rehearsal.Queues(prompt.GetString()!);
    }

    /// <summary>The line of the output or error file, with its end.</summary>
    /// <param name="index">Number of the line of the input, from 0.</param>
    /// <param name="isLate">Whether the time was over before it came.</param>
    /// <param name="token">Ends the drawing.</param>
    public byte[] Write(int index, bool isLate, CancellationToken token)
    {
        BatchLine line = input.Lines[index];
        SeededRandom random = new(StableHash.Combine(identity, (ulong)index));
        string id = "batch_req_" + random.NextHex(32);
        string requestId = random.NextHex(32);
        (int status, byte[] body) = isLate ? (0, []) : Answer(line, token);
        byte[] json = JsonOutput.ToBytes(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("id", id);
            writer.WriteString("custom_id", CustomIdOf(line));
            if (isLate) WriteLate(writer);
            else WriteResponse(writer, status, requestId, body);
            writer.WriteEndObject();
        });
        Array.Resize(ref json, json.Length + 1);
        json[json.Length - 1] = (byte)'\n';
        return json;
    }

    private static void WriteResponse(Utf8JsonWriter writer, int status, string requestId, byte[] body)
    {
        writer.WriteStartObject("response");
        writer.WriteNumber("status_code", status);
        writer.WriteString("request_id", requestId);
        writer.WritePropertyName("body");
        writer.WriteRawValue(body, skipInputValidation: true);
        writer.WriteEndObject();
        writer.WriteNull("error");
    }

    private static void WriteLate(Utf8JsonWriter writer)
    {
        writer.WriteNull("response");
        writer.WriteStartObject("error");
        writer.WriteString("code", "batch_expired");
        writer.WriteString(
            "message", "This request could not be executed before the completion window expired.");
        writer.WriteEndObject();
    }

    private static byte[] ErrorOf(Refusal refusal) => JsonOutput.ToBytes(writer =>
    {
        writer.WriteStartObject();
        ReplyFactory.WriteErrorMember(writer, refusal);
        writer.WriteEndObject();
    });

    private static JsonElement BodyOf(JsonDocument document) => document.RootElement.GetProperty("body");

    private (int Status, byte[] Body) Answer(BatchLine line, CancellationToken token)
    {
        try
        {
            ImagesRequest request = Read(line);
            ImagesAnswer answer = Prepare(line, request, token);
            return (200, Rehearsal.Fails(request.Prompt)
                ? ErrorOf(Refusal.Failure())
                : answer.ToBytes(token));
        }
        catch (Refusal refusal)
        {
            return (refusal.Status, ErrorOf(refusal));
        }
    }

    private ImagesAnswer Prepare(BatchLine line, ImagesRequest request, CancellationToken token) =>
        new ImagesAnswers(_held).Prepare(request, dialect, line.Occurrence, token);

    private ImagesRequest Read(BatchLine line)
    {
        using JsonDocument document = JsonDocument.Parse(input.TextOf(line));
        JsonElement body = BodyOf(document);
        ImagesRequest request = isEdit
            ? ImagesRequestReader.ReadEdit(body, dialect)
            : ImagesRequestReader.ReadGeneration(body, dialect);
        return request.Stream
            ? throw Refusal.InvalidValue("Streaming is not supported in a batch.", "stream")
            : request;
    }

    private string CustomIdOf(BatchLine line)
    {
        using JsonDocument document = JsonDocument.Parse(input.TextOf(line));
        return document.RootElement.GetProperty("custom_id").GetString()!;
    }

    private void Hold(ImagesRequest request, SandboxStore uploads)
    {
        foreach (PictureSource source in request.Images.Append(request.Mask).OfType<PictureSource>())
        {
            bool isUpload = source.Kind == PictureSourceKind.File && _held.Find(source.Value) is null;
            if (isUpload && uploads.Find(source.Value) is SandboxFile file) _held.Keep(file);
        }
    }
}
