using System;
using System.Buffers.Text;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;

namespace ImageGen.Json;

/// <summary>
/// Reads the fields of an answer, name by name. A serializer would take longer to start than this to read an answer. A
/// value of an unexpected kind counts as none: it must not cost the image beside it.
/// </summary>
internal static class FieldReader
{
    /// <summary>Reads a text that is one object; null where it is something else.</summary>
    /// <exception cref="JsonException">It is no JSON, or it breaks off.</exception>
    public static T? Parse<T>(ReadOnlySpan<byte> text)
        where T : class, IAnswerObject, new()
    {
        Utf8JsonReader json = new(text);
        json.Read();
        T? value = json.Object<T>();
        json.Skip();

        // Nothing may follow, which is found by reading on.
        json.Read();
        return value;
    }

    /// <summary>An object.</summary>
    public static T? Object<T>(this ref Utf8JsonReader json)
        where T : class, IAnswerObject, new()
    {
        if (json.TokenType != JsonTokenType.StartObject) return null;

        T value = new();
        while (json.Read() && json.TokenType != JsonTokenType.EndObject)
        {
            string name = Decode(ref json);
            json.Read();
            value.Take(name, ref json);
            json.Skip();
        }

        return value;
    }

    /// <summary>The objects of a list; what is none of them is passed over.</summary>
    /// <param name="json">The reader.</param>
    /// <param name="isStrict">
    /// The list is all that the answer is for: what is neither an object nor null makes it another answer.
    /// </param>
    /// <exception cref="JsonException">It is strict and not such a list.</exception>
    public static IReadOnlyList<T>? List<T>(this ref Utf8JsonReader json, bool isStrict = false)
        where T : class, IAnswerObject, new()
    {
        if (json.TokenType != JsonTokenType.StartArray) return NoneOf<IReadOnlyList<T>>(json.TokenType, isStrict);

        List<T> items = [];
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if ((json.Object<T>() ?? NoneOf<T>(json.TokenType, isStrict)) is T item) items.Add(item);
            json.Skip();
        }

        return items;
    }

    /// <summary>A text, or the number or truth that stands in its place, as it is written.</summary>
    public static string? Text(this ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.String => Decode(ref json),
        JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False => Raw(ref json),
        _ => null,
    };

    /// <summary>A number, or a text that holds one.</summary>
    public static double? Number(this ref Utf8JsonReader json) =>
        json.TokenType is JsonTokenType.Number or JsonTokenType.String
        && Utf8Parser.TryParse(json.ValueSpan, out double value, out int used)
        && used == json.ValueSpan.Length
        && !double.IsNaN(value)
        && !double.IsInfinity(value)
            ? value
            : null;

    /// <summary>The same for a whole number.</summary>
    public static long? Count(this ref Utf8JsonReader json) =>
        json.Number() is double value && value is > -9e15 and < 9e15 && value == Math.Floor(value)
            ? (long)value
            : null;

    /// <summary>The same for a small whole number.</summary>
    public static int? Index(this ref Utf8JsonReader json) =>
        json.Count() is long value and >= int.MinValue and <= int.MaxValue ? (int)value : null;

    /// <summary>True or false.</summary>
    public static bool? Truth(this ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => null,
    };

    /// <summary>Anything, as it is.</summary>
    public static JsonElement Element(this ref Utf8JsonReader json) => JsonElement.ParseValue(ref json);

    private static T? NoneOf<T>(JsonTokenType token, bool isStrict)
        where T : class => isStrict && token != JsonTokenType.Null
            ? throw new JsonException("A list of objects is expected.")
            : null;

    /// <summary>
    /// The text of a string or of a name. One that cannot be decoded, as one with half a character, is kept as it is
    /// written.
    /// </summary>
    private static string Decode(ref Utf8JsonReader json)
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Raw(ref json);
        }
    }

    private static string Raw(ref Utf8JsonReader json) => Encoding.UTF8.GetString(json.ValueSpan.ToArray());
}
