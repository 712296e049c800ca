using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;

namespace ImageGen.Json;

/// <summary>Writes the fields of one object of a request. A value that is null is not sent.</summary>
internal sealed class FieldWriter
{
    private readonly Utf8JsonWriter _json;
    private readonly List<string> _names = [];

    private FieldWriter(Utf8JsonWriter json) => _json = json;

    /// <summary>All names so far, also of what is not sent.</summary>
    public IReadOnlyCollection<string> Names => _names;

    /// <summary>The JSON of an object.</summary>
    public static byte[] ToBytes(Action<FieldWriter> write)
    {
        using MemoryStream target = new();
        using (Utf8JsonWriter json = new(target)) WriteObject(json, write);
        return target.ToArray();
    }

    public void Text(string name, string? value)
    {
        _names.Add(name);
        if (value is not null) _json.WriteString(name, value);
    }

    public void Number(string name, int? value)
    {
        _names.Add(name);
        if (value is int number) _json.WriteNumber(name, number);
    }

    public void Truth(string name, bool? value)
    {
        _names.Add(name);
        if (value is bool truth) _json.WriteBoolean(name, truth);
    }

    /// <summary>A plain value, as <see cref="JsonValues"/> takes it; null is sent.</summary>
    public void Value(string name, object? value)
    {
        _names.Add(name);
        _json.WritePropertyName(name);
        JsonValues.Write(_json, value);
    }

    public void Texts(string name, IReadOnlyDictionary<string, string>? values) =>
        Object(name, values is null ? null : fields =>
        {
            foreach (KeyValuePair<string, string> pair in values) fields.Text(pair.Key, pair.Value);
        });

    public void Object(string name, Action<FieldWriter>? write)
    {
        _names.Add(name);
        if (write is null) return;

        _json.WritePropertyName(name);
        WriteObject(_json, write);
    }

    /// <summary>A list, to which <see cref="Add"/> adds its objects.</summary>
    public void List(string name, Action<FieldWriter>? write)
    {
        _names.Add(name);
        if (write is null) return;

        _json.WriteStartArray(name);
        write(this);
        _json.WriteEndArray();
    }

    /// <summary>Adds an object to a list.</summary>
    public void Add(Action<FieldWriter> write) => WriteObject(_json, write);

    private static void WriteObject(Utf8JsonWriter json, Action<FieldWriter> write)
    {
        json.WriteStartObject();
        write(new FieldWriter(json));
        json.WriteEndObject();
    }
}
