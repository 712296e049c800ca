using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace ImageGen.Models;

/// <summary>
/// An object of <c>models.json</c> that remembers what was read of it, so that a misspelt member is found.
/// </summary>
/// <param name="json">The object.</param>
internal sealed class ModelTableRow(JsonElement json)
{
    private readonly HashSet<string> _read = [];

    public string? Text(string name) => Find(name) is JsonElement value ? value.GetString() : null;

    public bool Truth(string name) => Find(name) is JsonElement value && value.GetBoolean();

    public int? Count(string name) => Find(name) is JsonElement value ? value.GetInt32() : null;

    /// <summary>A number that must be there.</summary>
    public int Number(string name) => Count(name) ?? throw new InvalidDataException($"There is no '{name}'.");

    public decimal? Price(string name) => Find(name) is JsonElement value ? value.GetDecimal() : null;

    public DateTime? Day(string name) => Find(name) is JsonElement value ? Day(value) : null;

    public IReadOnlyList<string> Texts(string name) =>
        Find(name) is JsonElement values ? [.. values.EnumerateArray().Select(static value => value.GetString()!)] : [];

    public IReadOnlyDictionary<string, T> Pairs<T>(string name, Func<JsonElement, T> read)
    {
        Dictionary<string, T> pairs = [];
        if (Find(name) is JsonElement values)
        {
            foreach (JsonProperty pair in values.EnumerateObject()) pairs.Add(pair.Name, read(pair.Value));
        }

        return pairs;
    }

    /// <summary>The object within; null for none.</summary>
    public ModelTableRow? Row(string name) => Find(name) is JsonElement value ? new ModelTableRow(value) : null;

    public static DateTime Day(JsonElement value) =>
        DateTime.ParseExact(value.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <exception cref="InvalidDataException">It has a member that nobody asked for.</exception>
    public void ThrowIfUnread()
    {
        foreach (JsonProperty member in json.EnumerateObject())
        {
            if (!_read.Contains(member.Name)) throw new InvalidDataException($"Nobody reads '{member.Name}'.");
        }
    }

    private JsonElement? Find(string name)
    {
        _read.Add(name);
        return json.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }
}
