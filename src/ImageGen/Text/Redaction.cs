using System;
using System.Collections;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace ImageGen.Text;

/// <summary>Takes keys, and the user names and passwords of addresses, out of text that others wrote.</summary>
internal static class Redaction
{
    private const string Mask = "[key]";
    private const int ShortestKey = 6;

    private static readonly Regex s_keyLike = new(
        @"(?<![A-Za-z0-9])(?:sk|sess)-[A-Za-z0-9_*\-]{8,}", RegexOptions.CultureInvariant);

    /// <summary>
    /// The text without the key, however it is escaped, without what looks like another, and without the user names and
    /// passwords of addresses.
    /// </summary>
    public static string Redact(string text, ISecret? key) =>
        UserInfo.Cut(s_keyLike.Replace(key?.Pattern?.Replace(text, Mask) ?? text, Mask));

    /// <summary>The same for foreign text that may be missing, without its control characters.</summary>
    public static string? Clean(string? text, ISecret? key) =>
        text is null ? null : Redact(PlainText.Clean(text), key);

    /// <summary>The same on one line. It is cut last, so that no part of a key is left at the end.</summary>
    public static string Line(string? text, ISecret? key, int limit = 200) =>
        PlainText.Line(Clean(text, key), limit);

    /// <summary>
    /// A cause that may be shown: itself, or words alone where any part of it quotes what nobody may see. The words are
    /// those that do, or the innermost.
    /// </summary>
    public static Exception? Cause(Exception? exception, ISecret? key)
    {
        if (exception is null || IsClean(exception, key)) return exception;

        Exception told = exception;
        while (told.InnerException is Exception inner && IsClean(told.Message, key)) told = inner;
        return new IOException(Line(told.Message, key));
    }

    /// <summary>
    /// What finds a key as it is, or with any of its characters escaped as in JSON, an address or HTML.
    /// </summary>
    public static Regex? PatternOf(string secret) => secret.Length < ShortestKey
        ? null
        : new Regex(string.Concat(secret.Select(Escaped)), RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>
    /// True where neither the exceptions' texts, all the way in, nor what was attached to them needs a change.
    /// </summary>
    private static bool IsClean(Exception exception, ISecret? key)
    {
        bool isClean = IsClean(exception.ToString(), key);
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            foreach (DictionaryEntry entry in cause.Data) isClean &= IsClean($"{entry.Key}{entry.Value}", key);
        }

        return isClean;
    }

    private static bool IsClean(string text, ISecret? key) => Clean(text, key) == text;

    private static string Escaped(char c)
    {
        int code = c;
        return $"(?:\\\\{{0,8}}{Regex.Escape(c.ToString())}|%{code:x2}|\\\\{{1,8}}u{code:x4}"
            + $"|&\\#{code};|&\\#x{code:x2};)";
    }
}
