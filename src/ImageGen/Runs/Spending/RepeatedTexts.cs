using System.Collections.Generic;
using System.Text;
using System.Text.Json;

namespace ImageGen.Runs.Spending;

/// <summary>The few texts that repeat in a ledger: each is created once.</summary>
internal sealed class RepeatedTexts
{
    private const int Most = 64;

    private readonly List<(byte[] Utf8, string Text)> _known = [];

    /// <summary>The text of the current value; null where it is none.</summary>
    public string? Get(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String) return null;


        foreach ((byte[] utf8, string text) in _known)
        {
            if (reader.ValueTextEquals(utf8)) return text;
        }

        string made = reader.GetString()!;
        if (_known.Count < Most) _known.Add((Encoding.UTF8.GetBytes(made), made));
        return made;
    }
}
