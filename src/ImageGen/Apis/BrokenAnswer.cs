using System;
using System.Text.Json;

namespace ImageGen.Apis;

/// <summary>What can be used of an answer whose text broke off.</summary>
internal static class BrokenAnswer
{
    /// <summary>The id of a response, where the text came so far; null otherwise.</summary>
    public static string? IdOf(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json, isFinalBlock: false, state: default);
        try
        {
            while (reader.Read())
            {
                bool isId = reader.CurrentDepth == 1
                    && reader.TokenType == JsonTokenType.PropertyName
                    && reader.ValueTextEquals("id"u8);
                if (isId) return reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // What broke the answer may also be its text.
        }

        return null;
    }
}
