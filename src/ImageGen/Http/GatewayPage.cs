using System;
using System.Linq;
using System.Net;
using System.Text;

namespace ImageGen.Http;

/// <summary>What a gateway, a proxy or a web server says in place of the service: the words of its HTML page.</summary>
internal static class GatewayPage
{
    private const int LongestText = 400;

    /// <summary>Parts of the page that a reader does not see.</summary>
    private static readonly string[] s_hidden = ["head", "script", "style", "template", "noscript"];

    public static bool IsHtml(string body) =>
        body.TrimStart('\ufeff', ' ', '\t', '\r', '\n').StartsWith("<", StringComparison.Ordinal);

    /// <summary>The visible text of the page on one line, else its title; null where it has neither.</summary>
    public static string? WordsOf(string html)
    {
        string text = OneLine(html);
        if (text.Length == 0) text = OneLine(TitleOf(html));
        return text.Length == 0 ? null : text.Length > LongestText ? text.Substring(0, LongestText - 1) + "…" : text;
    }

    private static string OneLine(string html) => string.Join(
        " ", WebUtility.HtmlDecode(VisibleText(html)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string TitleOf(string html)
    {
        int tag = html.IndexOf("<title", StringComparison.OrdinalIgnoreCase);
        int start = tag < 0 ? -1 : html.IndexOf('>', tag);
        int end = start < 0 ? -1 : html.IndexOf("</title", start, StringComparison.OrdinalIgnoreCase);
        return end < 0 ? string.Empty : html.Substring(start + 1, end - start - 1);
    }

    private static string VisibleText(string html)
    {
        StringBuilder text = new();
        int at = 0;
        while (at < html.Length)
        {
            int tag = html.IndexOf('<', at);
            if (tag < 0) tag = html.Length;
            text.Append(html, at, tag - at).Append(' ');
            at = EndOfTag(html, tag);
        }

        return text.ToString();
    }

    /// <summary>Where the page continues after a tag, with all that belongs to one which is not shown.</summary>
    private static int EndOfTag(string html, int tag)
    {
        if (tag >= html.Length) return tag;

        string end = ">";
        if (IsAt(html, tag, "<!--")) end = "-->";
        else if (s_hidden.FirstOrDefault(name => IsNamed(html, tag, name)) is string hidden) end = $"</{hidden}";
        int close = html.IndexOf(end, tag, StringComparison.OrdinalIgnoreCase);
        if (close >= 0 && end.StartsWith("</", StringComparison.Ordinal)) close = html.IndexOf('>', close);
        else if (close >= 0) close += end.Length - 1;
        return close < 0 ? html.Length : close + 1;
    }

    private static bool IsNamed(string html, int tag, string name)
    {
        int next = tag + 1 + name.Length;
        return IsAt(html, tag + 1, name) && (next >= html.Length || !char.IsLetterOrDigit(html[next]));
    }

    private static bool IsAt(string text, int at, string part) =>
        string.Compare(text, at, part, 0, part.Length, StringComparison.OrdinalIgnoreCase) == 0;
}
