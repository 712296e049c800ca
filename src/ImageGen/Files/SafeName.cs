using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using ImageGen.Text;

namespace ImageGen.Files;

/// <summary>Makes text fit for a file name on Windows, macOS and Linux alike.</summary>
internal static class SafeName
{
    private const int MaximumSlug = 60;
    private const int MaximumSlugBytes = 120;
    private const int MaximumNameBytes = 200;
    private const int LongestExtension = 12;
    private const int MarkLength = 8;

    private static readonly HashSet<string> s_reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
        "COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9",
        "LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
    };

    /// <summary>The prompt's words in lower case, joined by hyphens, cut at a word; never empty.</summary>
    public static string Slug(string? prompt)
    {
        StringBuilder slug = new();
        int bytes = 0;
        int lastBreak = 0;
        string text = Whole(prompt ?? string.Empty).Normalize(NormalizationForm.FormC).ToLowerInvariant();
        for (int i = 0; i < text.Length; i++)
        {
            bool isPair = char.IsSurrogatePair(text, i);
            string letter = text.Substring(i, isPair ? 2 : 1);
            if (isPair) i++;
            if (!IsWordPart(letter))
            {
                if (slug.Length > 0 && slug[slug.Length - 1] != '-')
                {
                    lastBreak = slug.Length;
                    slug.Append('-');
                }

                continue;
            }

            bytes += Encoding.UTF8.GetByteCount(letter);
            if (slug.Length + letter.Length > MaximumSlug || bytes > MaximumSlugBytes)
            {
                if (lastBreak > 0) slug.Length = lastBreak;
                break;
            }

            slug.Append(letter);
        }

        string result = slug.ToString().Trim('-');
        return result.Length == 0 ? "image" : result;
    }

    /// <summary>The name of a file without its extension, fit to be part of another name; never empty.</summary>
    public static string Stem(string? path)
    {
        string stem = Path.GetFileNameWithoutExtension(path ?? string.Empty);
        StringBuilder safe = new(stem.Length);
        foreach (char c in stem)
        {
            bool isUnfit = char.IsControl(c) || c is '/' or '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|';
            safe.Append(isUnfit ? '-' : c);
        }

        string result = PlainText.Clean(safe.ToString()).Trim('.', ' ', '-');
        return result.Length == 0 ? "image" : result;
    }

    /// <summary>A few characters that stand for a path, to tell files of the same name apart.</summary>
    public static string PathMark(string path)
    {
        using SHA256 sha = SHA256.Create();
        byte[] hash = sha.ComputeHash(Encoding.UTF8.GetBytes(Path.GetFullPath(path)));
        return Hex.Encode(hash).Substring(0, MarkLength);
    }

    /// <summary>The value of a template token: letters, digits, hyphen, underscore and inner dots.</summary>
    public static string Token(string value)
    {
        StringBuilder token = new(value.Length);
        foreach (char c in value) token.Append(c < 128 && (char.IsLetterOrDigit(c) || c is '_' or '.') ? c : '-');
        string result = token.ToString().Trim('.', '-');
        return result.Length == 0 ? "unknown" : result;
    }

    /// <summary>A whole file name: no reserved device name, no trailing dot or space, at most 200 bytes.</summary>
    public static string FileName(string name)
    {
        string trimmed = name.TrimEnd('.', ' ');
        if (trimmed.Length == 0) trimmed = "image";

        return Shorten(IsReserved(trimmed) ? trimmed.Insert(StemLength(trimmed), "_") : trimmed);
    }

    /// <summary>True for a name that Windows takes for a device, whatever its extension.</summary>
    public static bool IsReserved(string name) => s_reserved.Contains(name.Substring(0, StemLength(name)).TrimEnd(' '));

    private static int StemLength(string name)
    {
        int dot = name.IndexOf('.');
        return dot < 0 ? name.Length : dot;
    }

    /// <summary>
    /// Cuts a name before its extension. File systems count bytes, and leave room for what is added to a name: a
    /// number, the sidecar's extension.
    /// </summary>
    private static string Shorten(string name)
    {
        if (Encoding.UTF8.GetByteCount(name) <= MaximumNameBytes) return name;

        int dot = name.LastIndexOf('.');
        string extension = dot > 0 && name.Length - dot <= LongestExtension ? name.Substring(dot) : string.Empty;
        int left = MaximumNameBytes - Encoding.UTF8.GetByteCount(extension);
        int length = 0;
        while (true)
        {
            int step = length < name.Length && char.IsSurrogatePair(name, length) ? 2 : 1;
            left -= Encoding.UTF8.GetByteCount(name.Substring(length, step));
            if (left < 0) return name.Substring(0, length).TrimEnd('.', ' ') + extension;
            length += step;
        }
    }

    /// <summary>Half a surrogate pair, which cannot be normalised, becomes the replacement character.</summary>
    private static string Whole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static bool IsWordPart(string letter) =>
        char.IsLetterOrDigit(letter, 0)
        || CharUnicodeInfo.GetUnicodeCategory(letter, 0)
            is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
