using System;
using System.Globalization;
using System.Text;

namespace ImageGen.Lifting;

/// <summary>
/// The text that replaces an image in the JSON: its number among the lifted images, and how long its text was. It
/// begins with an escaped control character, so it is not base64.
/// </summary>
internal readonly struct Placeholder(int number, long length)
{
    /// <summary>The number of a text that was no base64, or was cut.</summary>
    public const int Invalid = -1;

    private const char Mark = '\u0001';

    public int Number { get; } = number;

    public long Length { get; } = length;

    /// <summary>The placeholder as the inside of a JSON string.</summary>
    public byte[] ToUtf8() =>
        Encoding.ASCII.GetBytes(FormattableString.Invariant($"\\u{(int)Mark:x4}{Number}:{Length}"));

    /// <summary>Reads the placeholder back; null for any other text.</summary>
    public static Placeholder? Parse(string text)
    {
        int colon = text.IndexOf(':');
        return text.Length > 0 && text[0] == Mark && colon > 0
            && int.TryParse(
                text.Substring(1, colon - 1), NumberStyles.Integer, CultureInfo.InvariantCulture, out int number)
            && long.TryParse(
                text.Substring(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long length)
            ? new Placeholder(number, length)
            : null;
    }
}
