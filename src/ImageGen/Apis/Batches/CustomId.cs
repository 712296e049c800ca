using System;
using System.Text.Json;

namespace ImageGen.Apis.Batches;

/// <summary>Finds whose line it is before its image comes.</summary>
internal static class CustomId
{
    /// <summary>It is looked for in so many bytes.</summary>
    public const int Window = 4096;

    /// <summary>The id if it is at the start of a line; null where it comes later.</summary>
    public static string? Find(ReadOnlySpan<byte> beginning)
    {
        try
        {
            Utf8JsonReader reader = new(
                beginning.Slice(0, Math.Min(Window, beginning.Length)), isFinalBlock: false, state: default);
            while (reader.Read())
            {
                bool isIt = reader.CurrentDepth == 1
                    && reader.TokenType == JsonTokenType.PropertyName
                    && reader.ValueTextEquals("custom_id"u8);
                if (isIt) return reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // A broken line is read to its end, and is an error then.
        }

        return null;
    }
}
