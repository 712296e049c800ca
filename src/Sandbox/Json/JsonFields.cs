using System;
using System.Collections.Generic;
using System.Text.Json;
using ImageGen.Sandbox.Refusals;

namespace ImageGen.Sandbox.Json;

/// <summary>A JSON object read as strictly as the service reads it. A null counts as not given where allowed.</summary>
internal sealed class JsonFields
{
    private readonly JsonElement _element;
    private readonly string _path;
    private readonly bool _allowsNull;

    public JsonFields(JsonElement element, string path, string[]? known, bool allowsNull)
    {
        if (element.ValueKind != JsonValueKind.Object) throw WrongType(path, "an object", element);
        _element = element;
        _path = path;
        _allowsNull = allowsNull;
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (known is not null && Array.IndexOf(known, property.Name) < 0) throw Unknown(Path(property.Name));
        }
    }

    public string Path(string name) => _path.Length == 0 ? name : $"{_path}.{name}";

    public JsonElement? Find(string name)
    {
        if (!_element.TryGetProperty(name, out JsonElement value)) return null;
        return value.ValueKind == JsonValueKind.Null && _allowsNull ? null : value;
    }

    public JsonElement Require(string name) => Find(name) ?? throw Missing(Path(name));

    public string RequireText(string name) => Text(name) ?? throw Missing(Path(name));

    public string? Text(string name, int maximumLength = int.MaxValue)
    {
        if (Find(name) is not JsonElement value) return null;
        if (value.ValueKind != JsonValueKind.String) throw WrongType(Path(name), "a string", value);
        string text = value.GetString()!;
        return text.Length <= maximumLength ? text : throw TooLong(Path(name), maximumLength, text.Length);
    }

    public string? OneOf(string name, params string[] values)
    {
        string? text = Text(name);
        return text is null || Array.IndexOf(values, text) >= 0 ? text : throw NotSupported(Path(name), text, values);
    }

    public bool? Flag(string name)
    {
        if (Find(name) is not JsonElement value) return null;
        return value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw WrongType(Path(name), "a boolean", value),
        };
    }

    public int? Integer(string name, int minimum, int maximum)
    {
        if (Find(name) is not JsonElement value) return null;
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out long number))
        {
            throw WrongType(Path(name), "an integer", value);
        }
        if (number < minimum)
        {
            throw OutOfRange(name, "below_min", $"below minimum value. Expected a value >= {minimum}", number);
        }
        if (number > maximum)
        {
            throw OutOfRange(name, "above_max", $"above maximum value. Expected a value <= {maximum}", number);
        }
        return (int)number;
    }

    public JsonElement? Object(string name) => Typed(name, JsonValueKind.Object, "an object");

    public JsonElement? List(string name) => Typed(name, JsonValueKind.Array, "an array");

    public static Refusal WrongType(string path, string expected, JsonElement actual)
    {
        string article = actual.ValueKind switch
        {
            JsonValueKind.String => "a string",
            JsonValueKind.Number => "a number",
            JsonValueKind.True or JsonValueKind.False => "a boolean",
            JsonValueKind.Array => "an array",
            JsonValueKind.Object => "an object",
            _ => "null",
        };
        return new Refusal(
            400, $"Invalid type for '{path}': expected {expected}, but got {article} instead.", path, "invalid_type");
    }

    public static Refusal NotSupported(string path, string value, IReadOnlyList<string> supported)
    {
        return Refusal.InvalidValue($"Invalid value: '{value}'. Supported values are: {ListOf(supported)}.", path);
    }

    /// <summary>As in "'a', 'b', and 'c'".</summary>
    public static string ListOf(IReadOnlyList<string> names)
    {
        List<string> quoted = [];
        foreach (string name in names) quoted.Add($"'{name}'");
        string last = quoted[quoted.Count - 1];
        string rest = string.Join(", ", quoted.GetRange(0, quoted.Count - 1));
        return quoted.Count switch
        {
            1 => last,
            2 => $"{rest} and {last}",
            _ => $"{rest}, and {last}",
        };
    }

    public static Refusal TooLong(string path, int maximum, int actual) =>
        new(
            400,
            $"Invalid '{path}': string too long. Expected a string with maximum length {maximum}, "
                + $"but got a string with length {actual} instead.",
            path,
            "string_above_max_length");

    public static Refusal Missing(string path) =>
        new(400, $"Missing required parameter: '{path}'.", path, "missing_required_parameter");

    public static Refusal Unknown(string path) =>
        new(400, $"Unknown parameter: '{path}'.", path, "unknown_parameter");

    private Refusal OutOfRange(string name, string code, string words, long number) =>
        new(
            400,
            $"Invalid '{Path(name)}': integer {words}, but got {number} instead.",
            Path(name),
            $"integer_{code}_value");

    private JsonElement? Typed(string name, JsonValueKind kind, string expected)
    {
        if (Find(name) is not JsonElement value) return null;
        return value.ValueKind == kind ? value : throw WrongType(Path(name), expected, value);
    }
}
