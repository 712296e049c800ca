using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ImageGen.Help;

/// <summary>Renders documentation elements as paragraphs of plain text, the only thing Get-Help can show.</summary>
internal sealed partial class PlainText
{
    private readonly CrefNames _names;
    private readonly ICollection<HelpFinding> _findings;

    public PlainText(CrefNames names, ICollection<HelpFinding> findings)
    {
        _names = names;
        _findings = findings;
    }

    /// <summary>Gets the paragraphs of several elements, one after the other.</summary>
    public List<string> Paragraphs(IEnumerable<XNode> nodes, string origin)
    {
        List<string> paragraphs = [];
        StringBuilder inline = new();
        AddBlocks(nodes, paragraphs, inline, origin);
        Flush(paragraphs, inline);
        return paragraphs;
    }

    /// <summary>Gets an element as one run of text.</summary>
    public string Line(XElement? element, string origin) =>
        element is null ? "" : string.Join(' ', Paragraphs(element.Nodes(), origin));

    /// <summary>Gets the code of an example with the indentation of the source file taken off.</summary>
    public static string Code(XElement element)
    {
        string[] lines = element.Value.ReplaceLineEndings("\n").Split('\n');
        bool startsOnTagLine = lines[0].Trim().Length > 0;
        int indent = startsOnTagLine
            ? IndentBefore(element)
            : lines.Where(line => line.Trim().Length > 0).Select(Indent).DefaultIfEmpty(0).Min();
        IEnumerable<string> shifted = lines.Select(line => line[Math.Min(indent, Indent(line))..].TrimEnd());
        return string.Join('\n', shifted).Trim('\n');
    }

    /// <summary>Gets the first sentence of a text.</summary>
    public static string FirstSentence(string text)
    {
        Match end = SentenceEnd().Match(text);
        return end.Success ? text[..(end.Index + 1)] : text;
    }

    /// <summary>Gets what a cref stands for; what stands for nothing is a finding.</summary>
    public string NameOf(string cref, string origin)
    {
        string? name = _names.Resolve(cref);
        if (name is null) _findings.Add(new HelpFinding(origin, "HELP009", $"cref '{cref}' does not resolve"));
        return name ?? cref;
    }

    private void AddBlocks(IEnumerable<XNode> nodes, List<string> paragraphs, StringBuilder inline, string origin)
    {
        foreach (XNode node in nodes)
        {
            if (node is XText text)
            {
                inline.Append(text.Value);
            }
            else if (node is XElement element)
            {
                AddElement(element, paragraphs, inline, origin);
            }
        }
    }

    private void AddElement(XElement element, List<string> paragraphs, StringBuilder inline, string origin)
    {
        switch (element.Name.LocalName)
        {
            case "para":
            case "br":
                Flush(paragraphs, inline);
                AddBlocks(element.Nodes(), paragraphs, inline, origin);
                Flush(paragraphs, inline);
                break;
            case "list":
                Flush(paragraphs, inline);
                paragraphs.Add(string.Join('\n', Items(element, origin)));
                break;
            case "code":
                Flush(paragraphs, inline);
                paragraphs.Add(Code(element));
                break;
            case "see" or "seealso":
                inline.Append(Reference(element, origin));
                break;
            case "paramref" or "typeparamref":
                inline.Append((string?)element.Attribute("name"));
                break;
            default:
                AddBlocks(element.Nodes(), paragraphs, inline, origin);
                break;
        }
    }

    private IEnumerable<string> Items(XElement list, string origin)
    {
        bool numbered = (string?)list.Attribute("type") == "number";
        int number = 0;
        foreach (XElement item in list.Elements("item"))
        {
            number++;
            string term = Line(item.Element("term"), origin);
            string description = Line(item.Element("description"), origin);
            string text = (term.Length, description.Length) switch
            {
                (0, 0) => Line(item, origin),
                (0, _) => description,
                (_, 0) => term,
                _ => $"{term}: {description}",
            };
            yield return numbered ? $"{number}. {text}" : $"- {text}";
        }
    }

    private string Reference(XElement element, string origin)
    {
        string text = Line(element, origin);
        string? address = (string?)element.Attribute("href");
        string? cref = (string?)element.Attribute("cref");
        string? word = (string?)element.Attribute("langword");
        string name = cref is null ? "" : NameOf(cref, origin);
        if (address is not null) return text.Length == 0 || text == address ? address : $"{text} ({address})";
        if (text.Length > 0) return text;
        return word is "null" or "true" or "false" ? "$" + word : word ?? name;
    }

    private static void Flush(List<string> paragraphs, StringBuilder inline)
    {
        string text = Whitespace().Replace(inline.ToString(), " ").Trim();
        inline.Clear();
        if (text.Length > 0) paragraphs.Add(text);
    }

    private static int Indent(string line) => line.Length - line.TrimStart(' ').Length;

    private static int IndentBefore(XElement element)
    {
        string before = (element.PreviousNode as XText)?.Value ?? "";
        return before.Length - (before.LastIndexOf('\n') + 1);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Whitespace();

    [GeneratedRegex(@"[.!?](?=\s+\p{Lu}|\s*$)")]
    private static partial Regex SentenceEnd();
}
