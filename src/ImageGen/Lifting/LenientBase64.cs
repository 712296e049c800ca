using System;

namespace ImageGen.Lifting;

/// <summary>
/// Base64 as servers write it: with the prefix of a data URI, with the alphabet for addresses, without padding.
/// </summary>
internal static class LenientBase64
{
    /// <summary>The bytes of a whole text.</summary>
    /// <exception cref="FormatException">It is not base64.</exception>
    public static byte[] Decode(string text)
    {
        int comma = text.StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? text.IndexOf(',') : -1;
        string usual = text.Substring(comma + 1).Trim().Replace('-', '+').Replace('_', '/');
        int missing = (4 - usual.Length % 4) % 4;
        return Convert.FromBase64String(missing is 1 or 2 ? usual + new string('=', missing) : usual);
    }

    /// <summary>How many bytes at the start are the prefix of a data URI.</summary>
    public static int PrefixLength(ReadOnlySpan<byte> start)
    {
        bool isDataUri = start.StartsWith("data:"u8);
        return isDataUri ? start.IndexOf((byte)',') + 1 : 0;
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
