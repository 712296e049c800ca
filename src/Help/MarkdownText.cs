using System;
using System.Linq;
using System.Text.RegularExpressions;

namespace ImageGen.Help;

/// <summary>Plain text as Markdown that shows the same characters.</summary>
internal static partial class MarkdownText
{
    /// <summary>Gets a paragraph; several lines are a list or, without its marks, code.</summary>
    public static string Paragraph(string text)
    {
        string[] lines = text.Split('\n');
        if (lines.All(line => ListMark().IsMatch(line))) return string.Join('\n', lines.Select(ListItem));
        return lines.Length == 1 ? Escape(text) : Fence("powershell", text);
    }

    /// <summary>Gets code in a fence longer than any that stands in it.</summary>
    public static string Fence(string language, string code)
    {
        int longest = Backticks().Matches(code).Select(match => match.Length).DefaultIfEmpty(0).Max();
        string fence = new('`', Math.Max(3, longest + 1));
        return $"{fence}{language}\n{code}\n{fence}";
    }

    /// <summary>Gets text in which nothing is taken for markup.</summary>
    public static string Escape(string text) => Marks().Replace(text, @"\$0");

    private static string ListItem(string line)
    {
        string mark = ListMark().Match(line).Value;
        return mark + Escape(line[mark.Length..]);
    }

    // An underscore within a word is no markup, and names of variables are full of them.
    [GeneratedRegex(@"[\\`*\[\]<>~|]|(?<!\w)_|_(?!\w)|^(?:#|[-+](?=\s))")]
    private static partial Regex Marks();

    [GeneratedRegex(@"^(?:-|[0-9]+\.) ")]
    private static partial Regex ListMark();

    [GeneratedRegex("`+")]
    private static partial Regex Backticks();
}
