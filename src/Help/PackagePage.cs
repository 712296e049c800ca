using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace ImageGen.Help;

/// <summary>A Markdown page as the package has it: no link leads to what is not in the package.</summary>
internal static partial class PackagePage
{
    private const string RepositoryOnly = "<!-- repository -->";
    private const string EndOfRepositoryOnly = "<!-- /repository -->";

    /// <summary>Gets the page for the package.</summary>
    /// <param name="page">The path of the page in the repository, with slashes.</param>
    /// <param name="text">The page as it is in the repository.</param>
    /// <param name="isPacked">Whether the package has a file, by its path in the repository.</param>
    /// <param name="project">The project's address; empty where it is not known.</param>
    public static string Write(string page, string text, Func<string, bool> isPacked, string project)
    {
        List<string> lines = [];
        bool isCode = false;
        bool isRepositoryOnly = false;
        foreach (string line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            isCode ^= line.TrimStart().StartsWith("```", StringComparison.Ordinal);
            isRepositoryOnly |= line == RepositoryOnly;
            if (!isRepositoryOnly)
            {
                lines.Add(isCode ? line : Links().Replace(line, match => Link(match, page, isPacked, project)));
            }
            isRepositoryOnly &= line != EndOfRepositoryOnly;
        }

        return EmptyLines().Replace(string.Join('\n', lines), "\n\n").TrimEnd('\n') + "\n";
    }

    private static string Link(Match match, string page, Func<string, bool> isPacked, string project)
    {
        string target = match.Groups["target"].Value;
        if (target.StartsWith('#') || Scheme().IsMatch(target)) return match.Value;

        bool isImage = match.Groups["image"].Length > 0;
        string text = match.Groups["text"].Value;
        string anchor = target.Contains('#') ? target[target.IndexOf('#')..] : "";
        string path = InRepository(page, target[..^anchor.Length]);
        if (project.Length > 0)
        {
            return $"{match.Groups["image"]}[{text}]({project}/{(isImage ? "raw" : "blob")}/HEAD/{path}{anchor})";
        }
        if (isPacked(path)) return match.Value;
        return isImage ? "" : text;
    }

    private static string InRepository(string page, string target)
    {
        Stack<string> parts = new(page.Split('/').SkipLast(1));
        foreach (string part in target.Split('/').Where(part => part.Length > 0 && part != "."))
        {
            if (part != "..")
            {
                parts.Push(part);
            }
            else if (parts.Count > 0)
            {
                parts.Pop();
            }
        }

        return string.Join('/', parts.Reverse());
    }

    [GeneratedRegex(@"(?<image>!?)\[(?<text>[^\]]*)\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Links();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9+.-]*:")]
    private static partial Regex Scheme();

    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex EmptyLines();
}
