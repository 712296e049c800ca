using System;

namespace ImageGen.Text;

/// <summary>Looks for words in text, in any case of letters.</summary>
internal static class TextSearch
{
    /// <summary>True when the text holds the part; false for no text.</summary>
    public static bool Holds(this string? text, string part) =>
        text?.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0;
}
