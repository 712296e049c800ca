using System;
using System.Collections.Generic;
using System.Text.Json;

namespace ImageGen.Json;

/// <summary>
/// Reads text from parsed JSON. Half a character or a byte that is no UTF-8, in a value or in a name, is found only
/// now and must not end the reading of what stands beside it.
/// </summary>
internal static class JsonText
{
    /// <summary>A text, or the JSON of anything else; null where it cannot be decoded at all.</summary>
    public static string? FromElement(JsonElement element) =>
        (element.ValueKind == JsonValueKind.String ? Try(() => element.GetString()) : null) ?? Try(element.GetRawText);

    /// <summary>The last value of this name, or null.</summary>
    public static JsonElement? Find(JsonElement pairs, string name)
    {
        JsonElement? found = null;
        foreach (JsonProperty property in pairs.EnumerateObject())
        {
            if (Try(() => property.Name) == name) found = property.Value;
        }

        return found;
    }

    /// <summary>The last text of this name; null where there is none.</summary>
    public static string? FindText(JsonElement pairs, string name) =>
        Find(pairs, name) is JsonElement { ValueKind: JsonValueKind.String } text ? FromElement(text) : null;

    /// <summary>The pairs whose names can be decoded.</summary>
    public static IEnumerable<(string Name, JsonElement Value)> Pairs(JsonElement pairs)
    {
        foreach (JsonProperty property in pairs.EnumerateObject())
        {
            if (Try(() => property.Name) is string name) yield return (name, property.Value);
        }
    }

    private static string? Try(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
