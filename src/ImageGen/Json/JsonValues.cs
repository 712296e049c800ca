using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.IO;
using System.Text.Json;

namespace ImageGen.Json;

/// <summary>Turns plain values (texts, numbers, truths, lists, dictionaries) into JSON, without reflection.</summary>
internal static class JsonValues
{
    public static JsonElement ToElement(object? value)
    {
        using MemoryStream target = new();
        using (Utf8JsonWriter writer = new(target)) Write(writer, value);
        using JsonDocument document = JsonDocument.Parse(target.ToArray());
        return document.RootElement.Clone();
    }

    /// <summary>The other way: texts, numbers, truths, lists and dictionaries.</summary>
    public static object? ToPlain(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => JsonText.FromElement(element),
        JsonValueKind.True or JsonValueKind.False => element.GetBoolean(),
        JsonValueKind.Number => element.TryGetInt64(out long whole) ? (object)whole : element.GetDouble(),
        JsonValueKind.Array => element.EnumerateArray().Select(ToPlain).ToArray(),
        JsonValueKind.Object => JsonText.Pairs(element)
            .Select(pair => new KeyValuePair<string, object?>(pair.Name, ToPlain(pair.Value)))
            .ToArray(),
        _ => null,
    };

    /// <summary>Writes one value.</summary>
    public static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool truth:
                writer.WriteBooleanValue(truth);
                break;
            case double or float:
                writer.WriteNumberValue(Convert.ToDouble(value, CultureInfo.InvariantCulture));
                break;
            case sbyte or byte or short or ushort or int or uint or long or ulong or decimal:
                writer.WriteNumberValue(Convert.ToDecimal(value, CultureInfo.InvariantCulture));
                break;
            case IReadOnlyDictionary<string, object?> pairs:
                writer.WriteStartObject();
                foreach (KeyValuePair<string, object?> pair in pairs)
                {
                    writer.WritePropertyName(pair.Key);
                    Write(writer, pair.Value);
                }

                writer.WriteEndObject();
                break;
            case IEnumerable items:
                writer.WriteStartArray();
                foreach (object? item in items) Write(writer, item);
                writer.WriteEndArray();
                break;
            default:
                writer.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }
}
