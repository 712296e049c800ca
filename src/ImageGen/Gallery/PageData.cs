using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using ImageGen.Text;

namespace ImageGen.Gallery;

/// <summary>
/// Writes the facts of the images as JSON that can be put in a page: the writer escapes all that could end the element,
/// and what steers a terminal or turns the reading direction is taken out before.
/// </summary>
internal static class PageData
{
    private const int Pending = 64 * 1024;

    /// <param name="target">Where it is written.</param>
    /// <param name="folder">Full path of the page's folder, which links start from.</param>
    /// <param name="title">The title of the page.</param>
    /// <param name="entries">The images, connected.</param>
    public static void Write(Stream target, string folder, string title, IReadOnlyList<GalleryEntry> entries)
    {
        using Utf8JsonWriter json = new(target);
        json.WriteStartObject();
        json.WriteString("title", title);
        json.WriteStartArray("images");
        foreach (GalleryEntry entry in entries)
        {
            Write(json, folder, entry);
            if (json.BytesPending > Pending) json.Flush();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string folder, GalleryEntry entry)
    {
        ImageFacts facts = entry.Facts;
        json.WriteStartObject();
        if (entry.Embedded is int embedded) json.WriteNumber("embedded", embedded);
        else if (entry.Path is string path) json.WriteString("src", PageLink.Create(folder, path));
        WriteText(json, "name", entry.Path is null ? null : Path.GetFileName(entry.Path));
        WriteText(json, "prompt", facts.Prompt);
        WriteText(json, "revised", facts.RevisedPrompt);
        WriteText(json, "model", facts.Model);
        WriteText(json, "imageModel", facts.ImageModel);
        WriteText(json, "quality", facts.Quality);
        WriteText(json, "size", facts.Size);
        WriteText(json, "background", facts.Background);
        WriteText(json, "format", entry.Format);
        WriteText(json, "action", facts.Action);
        WriteText(json, "service", facts.Service);
        WriteText(json, "id", facts.Id);
        WriteText(json, "responseId", facts.ResponseId);
        WriteText(json, "created", facts.CreatedAt?.ToString("o"));
        WriteCount(json, "width", entry.Width);
        WriteCount(json, "height", entry.Height);
        WriteCount(json, "length", entry.Length);
        WriteCount(json, "tokens", facts.Usage?.TotalTokens ?? 0);
        if (facts.Cost is decimal cost) json.WriteNumber("cost", cost);
        if (facts.DurationSeconds is double seconds) json.WriteNumber("seconds", Math.Round(seconds, 2));
        if (entry.Resumed) json.WriteBoolean("resumed", true);
        if (entry.HasContentCredentials) json.WriteBoolean("credentials", true);
        if (entry.IsSource) json.WriteBoolean("isSource", true);
        if (entry.Parent is int parent) json.WriteNumber("parent", parent);
        else WriteText(json, "from", facts.Parent.FileName ?? facts.Parent.AnyId);
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (!string.IsNullOrEmpty(text)) json.WriteString(name, PlainText.Clean(text!));
    }

    private static void WriteCount(Utf8JsonWriter json, string name, long count)
    {
        if (count > 0) json.WriteNumber(name, count);
    }
}
