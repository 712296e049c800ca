using System.Globalization;
using System.Text;

namespace ImageGen.Text;

/// <summary>Makes foreign text safe for a terminal.</summary>
internal static class PlainText
{
    /// <summary>
    /// Removes control and direction characters; keeps line breaks and tabs. What is left cannot move the cursor,
    /// change colours or reverse the reading order.
    /// </summary>
    public static string Clean(string text)
    {
        int first = 0;
        while (first < text.Length && IsPlain(text[first])) first++;
        if (first == text.Length) return text;

        StringBuilder clean = new(text.Length);
        foreach (char c in text)
        {
            if (IsPlain(c)) clean.Append(c);
        }

        return clean.ToString();
    }

    /// <summary>The same for text that may be missing.</summary>
    public static string? CleanOrNull(string? text) => text is null ? null : Clean(text);

    /// <summary>
    /// The same on one line, without user names and passwords in addresses, and at most <paramref name="limit"/>
    /// characters long.
    /// </summary>
    public static string Line(string? text, int limit = 200)
    {
        if (text is null) return string.Empty;

        string shown = UserInfo.Cut(Clean(text));
        string line = shown.Replace("\r", string.Empty).Replace('\n', ' ').Replace('\t', ' ').Trim();
        if (line.Length <= limit) return line;

        int length = limit - 1;
        if (length > 0 && char.IsHighSurrogate(line[length - 1])) length--;
        return line.Substring(0, length) + "…";
    }

    private static bool IsPlain(char c) => c is '\n' or '\r' or '\t' || !IsControl(c);

    private static bool IsControl(char c) =>
        char.IsControl(c)
        || c is '\u2028' or '\u2029'
        || (c is not ('\u200c' or '\u200d') && char.GetUnicodeCategory(c) == UnicodeCategory.Format);
}
