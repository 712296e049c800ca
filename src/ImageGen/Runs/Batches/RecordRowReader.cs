using System;
using System.Text.Json;

namespace ImageGen.Runs.Batches;

/// <summary>Reads what is needed of a row's line, without making objects of the rest.</summary>
internal static class RecordRowReader
{
    /// <summary>Where the body of a row's line stands; false for any other line.</summary>
    public static bool TryFindBody(ReadOnlySpan<byte> line, out long row, out int start, out int length)
    {
        (row, start, length) = (0, 0, 0);
        if (!line.StartsWith("{\"row\":"u8)) return false;

        try
        {
            Utf8JsonReader reader = new(line);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isRow = reader.ValueTextEquals("row"u8);
                bool isBody = reader.ValueTextEquals("body"u8);
                if (!reader.Read()) return false;
                if (isRow) row = reader.GetInt64();

                start = (int)reader.TokenStartIndex;
                reader.Skip();
                length = (int)reader.BytesConsumed - start;
                if (isBody) return true;
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            // A torn line is none.
        }

        return false;
    }
}
