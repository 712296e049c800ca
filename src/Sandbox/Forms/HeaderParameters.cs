using System;
using System.Collections.Generic;
using System.Text;

namespace ImageGen.Sandbox.Forms;

/// <summary>The parameters of a header like `form-data; name="image[]"; filename="a.png"`, quoted or not.</summary>
internal static class HeaderParameters
{
    public static Dictionary<string, string> Parse(string header, out string kind)
    {
        Dictionary<string, string> parameters = new(StringComparer.OrdinalIgnoreCase);
        int position = header.IndexOf(';');
        kind = (position < 0 ? header : header.Substring(0, position)).Trim().ToLowerInvariant();
        while (position >= 0 && position < header.Length)
        {
            int equal = header.IndexOf('=', position);
            if (equal < 0) break;
            string name = header.Substring(position + 1, equal - position - 1).Trim();
            position = equal + 1;
            parameters[name] = TakeValue(header, ref position);
        }

        return parameters;
    }

    /// <summary>The extended form `filename*` (RFC 8187) goes before the plain one; null with neither.</summary>
    public static string? FileName(Dictionary<string, string> parameters)
    {
        bool isExtended = parameters.TryGetValue("filename*", out string? extended);
        int quote = isExtended ? extended!.LastIndexOf('\'') : -1;
        if (quote >= 0) return Uri.UnescapeDataString(extended!.Substring(quote + 1));
        return parameters.TryGetValue("filename", out string? plain) ? plain : null;
    }

    /// <summary>Leaves the position at the semicolon before the next parameter, or at the end.</summary>
    private static string TakeValue(string header, ref int position)
    {
        while (position < header.Length && header[position] == ' ') position++;
        int end;
        if (position >= header.Length || header[position] != '"')
        {
            end = EndOf(header, position);
            string bare = header.Substring(position, end - position).Trim();
            position = end;
            return bare;
        }

        StringBuilder value = new();
        for (end = position + 1; end < header.Length && header[end] != '"'; end++)
        {
            // Browsers send backslashes as they are; only an escaped quote or backslash is meant as one.
            bool isEscape = header[end] == '\\' && end + 1 < header.Length && header[end + 1] is '"' or '\\';
            value.Append(header[isEscape ? ++end : end]);
        }

        position = EndOf(header, Math.Min(header.Length, end + 1));
        return value.Replace("%22", "\"").Replace("%0D", "\r").Replace("%0A", "\n").ToString();
    }

    private static int EndOf(string header, int position)
    {
        int semicolon = header.IndexOf(';', position);
        return semicolon < 0 ? header.Length : semicolon;
    }
}
