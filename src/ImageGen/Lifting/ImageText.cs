using System;
using System.Text.Json;
using System.Text.Json.Serialization;
using ImageGen.Json;

namespace ImageGen.Lifting;

/// <summary>
/// The text of an image field: base64 that is short enough to stay in the JSON, or what was put in the place of a long
/// one.
/// </summary>
internal sealed class ImageText(string text)
{
    public string Text { get; } = text;
}

/// <summary>Reads the text as it is; anything but text counts as no image.</summary>
internal sealed class ImageTextConverter : JsonConverter<ImageText>
{
    public override ImageText? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String) return new ImageText(LenientText.Decode(ref reader));

        reader.Skip();
        return null;
    }

    public override void Write(Utf8JsonWriter writer, ImageText value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Text);
}
