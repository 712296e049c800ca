using System;

namespace ImageGen.Lifting;

/// <summary>
/// Base64 as servers write it: with the prefix of a data URI, with the alphabet for addresses, without padding.
/// </summary>
internal static class LenientBase64
{
    private const string DataUri = "data:";

    private static readonly char[] s_spaces = [' ', '\t', '\r', '\n'];

    /// <summary>The bytes of a whole text.</summary>
    /// <exception cref="FormatException">It is not base64.</exception>
    public static byte[] Decode(string text)
    {
        string unspaced = string.Concat(text.Split(s_spaces));
        int comma = unspaced.StartsWith(DataUri, StringComparison.OrdinalIgnoreCase) ? unspaced.IndexOf(',') : -1;
        string usual = unspaced.Substring(comma + 1).Replace('-', '+').Replace('_', '/');
        int missing = (4 - usual.Length % 4) % 4;
        return Convert.FromBase64String(missing is 1 or 2 ? usual + new string('=', missing) : usual);
    }

    /// <summary>How many bytes at the start of a JSON string are the prefix of a data URI.</summary>
    public static int PrefixLength(ReadOnlySpan<byte> start)
    {
        JsonEscape escape = new();
        int matched = 0;
        for (int at = 0; at < start.Length; at++)
        {
            int current = start[at];
            if (escape.IsOpen)
            {
                escape.Read(start[at]);
                current = escape.Value;
            }
            else if (current == '\\')
            {
                escape.Begin();
            }

            if (escape.IsOpen) continue;

            bool isSpace = current is ' ' or '\t' or '\r' or '\n';
            if (matched == DataUri.Length && current == ',') return at + 1;
            if (matched == DataUri.Length || (matched == 0 && isSpace)) continue;
            if ((current | 0x20) != DataUri[matched++]) return 0;
        }

        return 0;
    }

    /// <summary>Puts the usual characters for those of addresses.</summary>
    public static void ToUsualAlphabet(Span<byte> text)
    {
        for (int at = 0; at < text.Length; at++)
        {
            if (text[at] == (byte)'-') text[at] = (byte)'+';
            else if (text[at] == (byte)'_') text[at] = (byte)'/';
        }
    }
}
