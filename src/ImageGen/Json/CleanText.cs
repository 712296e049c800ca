using System;
using System.Text.Json;
using System.Text.Json.Serialization;
using ImageGen.Text;

namespace ImageGen.Json;

/// <summary>Reads a text without its control characters, for a file may have been written by anybody.</summary>
internal sealed class CleanText : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? PlainText.Clean(reader.GetString()!)
            : throw new JsonException("A text is expected.");

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);
}
