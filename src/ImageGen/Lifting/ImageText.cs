using System.Text.Json;
using ImageGen.Json;

namespace ImageGen.Lifting;

/// <summary>
/// The text of an image field: base64 that is short enough to stay in the JSON, or what was put in the place of a long
/// one.
/// </summary>
internal sealed class ImageText(string text)
{
    public string Text { get; } = text;

    /// <summary>Reads the text as it is; anything but text counts as no image.</summary>
    public static ImageText? Read(ref Utf8JsonReader json) =>
        json.TokenType == JsonTokenType.String ? new ImageText(json.Text()!) : null;
}
