using System;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using ImageGen.Sandbox.Chance;
using ImageGen.Sandbox.Forms;
using ImageGen.Sandbox.Http;
using ImageGen.Sandbox.Json;
using ImageGen.Sandbox.Refusals;
using ImageGen.Sandbox.Store;

namespace ImageGen.Sandbox.Files;

/// <summary>`/files`: uploads, which requests can name afterwards.</summary>
internal sealed class FilesService(SandboxStore store)
{
    private const long MaximumSize = 512L * 1024 * 1024;
    private const long MaximumLines = 200_000_000;
    private static readonly (int, int) s_pageLimits = (10_000, 10_000);
    private static readonly string[] s_known = ["purpose", "expires_after"];

    public HttpResponseMessage Create(SandboxCall call)
    {
        Form form = call.Body.Form;
        JsonFields fields = new(form.ReadTexts("file"), "", s_known, allowsNull: false);
        FormPart part = form.FindFile("file") ?? throw JsonFields.Missing("file");
        fields.RequireText("purpose");
        string purpose = fields.OneOf("purpose", "assistants", "batch", "fine-tune", "vision", "user_data", "evals")!;
        if (part.Data.Length == 0) throw new Refusal(400, "File is empty.", "file", "empty_file");
        if (part.Data.Length > MaximumSize)
        {
            throw new Refusal(413, "The file exceeds the maximum size of 512 MB.", "file", "file_too_large");
        }
        if (purpose == "batch") CheckLines(part);
        if (part.Data.Length > store.Capacity)
        {
            throw Refusal.Unsupported($"The sandbox keeps files of up to {store.Capacity} bytes.", "file");
        }

        string id = "file-" + new SeededRandom(call.Identity).NextHex(24);
        SandboxFile file = new(id, part.FileName!, purpose, part.Data) { SecondsToLive = ReadExpiry(fields) };
        store.Keep(file);
        return ReplyFactory.Json(JsonOutput.ToBytes(writer => Write(writer, file)));
    }

    /// <summary>The uploads, of one purpose where the query names one.</summary>
    public HttpResponseMessage List(SandboxCall call)
    {
        string? purpose = call.Route.QueryValue("purpose");
        return ReplyFactory.Json(ListPage.Write(
            call.Route,
            store.All<IStoredFile>()
                .Where(file => purpose is null || file.Purpose == purpose)
                .Select(static file => (file.Id, file)),
            s_pageLimits,
            static (writer, _, file) => Write(writer, file)));
    }

    public HttpResponseMessage Get(SandboxCall call)
    {
        IStoredFile file = Find(call.Route.Id);
        return ReplyFactory.Json(JsonOutput.ToBytes(writer => Write(writer, file)));
    }

    /// <summary>
    /// The bytes. An upload is given in part where `Range` asks for a part. What a batch has made is drawn while it is
    /// read and has no known length: it is given whole, whatever `Range` says, as a server without ranges does.
    /// </summary>
    public HttpResponseMessage GetContent(SandboxCall call) => Find(call.Route.Id) switch
    {
        SandboxFile upload => FileRange.Read(call.Range, upload.Data.Length) is FileRange range
            ? ReplyFactory.Partial(upload.Data, range)
            : ReplyFactory.Binary(upload.Data),
        BatchFile made => ReplyFactory.Lines(made.Lines),
        _ => throw new Refusal(404, $"No such File object: {call.Route.Id}", "id", null),
    };

    public HttpResponseMessage Delete(SandboxCall call)
    {
        IStoredFile file = Find(call.Route.Id);
        store.Remove(file);
        return ReplyFactory.Json(JsonOutput.ToBytes(writer => JsonOutput.WriteDeleted(writer, file.Id, "file")));
    }

    private static void CheckLines(FormPart part)
    {
        if (part.Data.Length > MaximumLines)
        {
            throw new Refusal(413, "A file for batches is limited to 200 MB.", "file", "file_too_large");
        }
        if (!part.FileName!.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase))
        {
            throw new Refusal(400, "Invalid file format for Batch API. Must be .jsonl", "file", null);
        }
    }

    private static int? ReadExpiry(JsonFields fields)
    {
        if (fields.Object("expires_after") is not JsonElement expiry) return null;
        JsonFields parts = new(expiry, "expires_after", ["anchor", "seconds"], allowsNull: false);
        parts.RequireText("anchor");
        parts.OneOf("anchor", "created_at");
        parts.Require("seconds");
        return parts.Integer("seconds", 3600, 2_592_000);
    }

    private IStoredFile Find(string id) => store.Find(id) as IStoredFile
        ?? throw new Refusal(404, $"No such File object: {id}", "id", null);

    private static void Write(Utf8JsonWriter writer, IStoredFile file)
    {
        writer.WriteStartObject();
        writer.WriteString("object", "file");
        writer.WriteString("id", file.Id);
        writer.WriteString("purpose", file.Purpose);
        writer.WriteString("filename", file.Name);
        writer.WriteNumber("bytes", file.Length);
        writer.WriteNumber("created_at", file.CreatedAt);
        if (file.SecondsToLive is int seconds) writer.WriteNumber("expires_at", file.CreatedAt + seconds);
        else writer.WriteNull("expires_at");
        writer.WriteString("status", "processed");
        writer.WriteNull("status_details");
        writer.WriteEndObject();
    }
}
