using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ImageGen.Sandbox.Chance;
using ImageGen.Sandbox.Json;
using ImageGen.Sandbox.Refusals;

namespace ImageGen.Sandbox.Forms;

/// <summary>The parts of a form. Its text fields can be read as the JSON that says the same.</summary>
internal sealed class Form(IReadOnlyList<FormPart> parts)
{
    private const int MaximumDepth = 4;

    private static readonly string[] s_integers =
    [
        "n", "output_compression", "partial_images", "frame_count", "frame_duration_ms", "seconds",
    ];

    private static readonly string[] s_flags = ["stream"];

    /// <summary>Of what was sent: the boundary, which is another one every time, does not count.</summary>
    public ulong Hash => parts.Aggregate(0UL, static (hash, part) => StableHash.Combine(hash, HashOf(part)));

    public IEnumerable<FormPart> Files => parts.Where(part => part.IsFile);

    /// <summary>
    /// The text fields, `svg[model]` as an object in an object. What looks like a number or a truth where one is
    /// expected becomes one; all else stays text, for the reader to refuse.
    /// </summary>
    public JsonElement ReadTexts(params string[] fileNames)
    {
        JsonObject root = [];
        foreach (FormPart part in parts)
        {
            bool isFileField = fileNames.Contains(part.Name);
            if (part.IsFile && !isFileField) throw JsonFields.Unknown(part.Name);
            if (!part.IsFile && isFileField) throw WrongType(part.Name.Replace("[]", ""), "a file", "a string");
            if (!part.IsFile) Add(root, part);
        }

        return ToElement(root);
    }

    /// <summary>The text fields of these names, whatever else there is. Of one repeated the last counts.</summary>
    public JsonElement ReadTextsNamed(IReadOnlyList<string> names)
    {
        JsonObject root = [];
        foreach (FormPart part in parts.Where(part => !part.IsFile && names.Contains(part.Name)))
        {
            root[part.Name] = Value(part.Name, Encoding.UTF8.GetString(part.Data));
        }
        return ToElement(root);
    }

    /// <summary>The one file of a name, if there is one.</summary>
    public FormPart? FindFile(string name)
    {
        List<FormPart> files = [.. Files.Where(part => part.Name == name)];
        return files.Count <= 1 ? files.FirstOrDefault() : throw Duplicate(name);
    }

    public static Refusal Duplicate(string name) =>
        new(
            400,
            $"Duplicate parameter: '{name}'. You provided multiple values for this parameter, whereas only one is "
                + "allowed. If you are trying to provide a list of values, use the array syntax instead e.g. "
                + $"'{name}[]=<value>'.",
            name,
            "duplicate_parameter");

    private static JsonElement ToElement(JsonObject root)
    {
        using JsonDocument document = JsonDocument.Parse(root.ToJsonString());
        return document.RootElement.Clone();
    }

    private static ulong HashOf(FormPart part) => StableHash.Combine(
        StableHash.Compute($"{part.Name}\0{part.FileName}\0{part.ContentType}"), StableHash.Compute(part.Data));

    private static void Add(JsonObject root, FormPart part)
    {
        string[] names = part.Name.Split('[').Select(name => name.TrimEnd(']')).ToArray();
        if (names.Length > MaximumDepth) throw JsonFields.Unknown(part.Name);
        JsonObject target = root;
        foreach (string name in names.Take(names.Length - 1))
        {
            if (!target.ContainsKey(name)) target[name] = new JsonObject();
            target = target[name] as JsonObject ?? throw Duplicate(name);
        }

        string last = names[names.Length - 1];
        if (target.ContainsKey(last)) throw Duplicate(part.Name);
        target[last] = Value(last, Encoding.UTF8.GetString(part.Data));
    }

    private static JsonValue Value(string name, string text)
    {
        if (s_integers.Contains(name)
            && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
        {
            return JsonValue.Create(number);
        }

        return s_flags.Contains(name) && text is "true" or "false"
            ? JsonValue.Create(text == "true")
            : JsonValue.Create(text)!;
    }

    private static Refusal WrongType(string name, string expected, string actual) =>
        new(400, $"Invalid type for '{name}': expected {expected}, but got {actual} instead.", name, "invalid_type");
}
