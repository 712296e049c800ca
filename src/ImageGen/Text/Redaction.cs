using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace ImageGen.Text;

/// <summary>Takes keys out of text that a service sent back.</summary>
internal static class Redaction
{
    private const string Mask = "[key]";
    private const int ShortestKey = 6;

    private static readonly Regex s_keyLike = new(@"(?<![A-Za-z0-9])(?:sk|sess)-[A-Za-z0-9_*\-]{8,}", RegexOptions.CultureInvariant);

    /// <summary>The text without the key, however it is escaped, and without what looks like another.</summary>
    public static string Redact(string text, ISecret? key) =>
        s_keyLike.Replace(key?.Pattern?.Replace(text, Mask) ?? text, Mask);

    /// <summary>The same for foreign text that may be missing, without its control characters.</summary>
    public static string? Clean(string? text, ISecret? key) =>
        text is null ? null : Redact(PlainText.Clean(text), key);

    /// <summary>The same on one line. It is cut last, so that no part of a key is left at the end.</summary>
    public static string Line(string? text, ISecret? key, int limit = 200) =>
        PlainText.Line(Clean(text, key), limit);

    /// <summary>A cause that may be shown: itself, or its words alone where it quotes what came from the service.</summary>
    public static Exception? Cause(Exception? exception, ISecret? key)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (Clean(cause.Message, key) != cause.Message) return new IOException(Line(cause.Message, key));
        }

        return exception;
    }

    /// <summary>What finds a key as it is, or with any of its characters escaped as in JSON, an address or HTML.</summary>
    public static Regex? PatternOf(string secret) => secret.Length < ShortestKey
        ? null
        : new Regex(string.Concat(secret.Select(Escaped)), RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static string Escaped(char c)
    {
        int code = c;
        return $"(?:\\\\{{0,8}}{Regex.Escape(c.ToString())}|%{code:x2}|\\\\{{1,8}}u{code:x4}|&\\#{code};|&\\#x{code:x2};)";
    }
}
