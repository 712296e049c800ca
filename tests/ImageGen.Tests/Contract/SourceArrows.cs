using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace ImageGen.Tests.Contract;

/// <summary>
/// Which room uses which, read from the source: usings and aliases, qualified names, types of the namespaces around
/// one's own, and public types whose file lies in a room. The compiler leaves constants and names out of the binary;
/// here they count.
/// </summary>
/// <param name="sources">The text of each file by its path below the project's folder.</param>
internal sealed class SourceArrows(IReadOnlyDictionary<string, string> sources)
{
    private static readonly Regex s_using = new(
        @"^\s*(?:global\s+)?using\s+(?:static\s+)?(?:\w+\s*=\s*)?(?:global::)?ImageGen\.([\w.]+)\s*;",
        RegexOptions.Multiline);

    private static readonly Regex s_type = new(
        @"^(?:\w+ )*(?:class|record|struct|interface|enum)(?: class| struct)? (\w+)", RegexOptions.Multiline);
    private static readonly Regex s_namespace = new(@"^namespace ImageGen\.?([\w.]*);", RegexOptions.Multiline);
    private static readonly Regex s_foreign = new(
        @"//[^\n]*|/\*.*?\*/|""""""[\s\S]*?""""""|'(?:[^'\\\n]|\\.)+'", RegexOptions.Singleline);
    private static readonly Regex s_string = new(@"(\$?@?\$?)""(?:[^""\\\n]|\\.)*""");
    private static readonly Regex s_word = new(@"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*");

    private readonly ILookup<string, (string Room, string Space)> _types = (
        from source in sources
        from Match type in s_type.Matches(source.Value)
        select (Name: type.Groups[1].Value, Place: (RoomOf(source.Key), SpaceOf(source.Value))))
        .ToLookup(type => type.Name, type => type.Place);

    /// <summary>All rooms, the nested ones too; the output types are in the one without a name.</summary>
    public IReadOnlySet<string> Rooms { get; } = sources.Keys.Select(RoomOf).ToHashSet();

    /// <summary>The arrows in the source of a project.</summary>
    public static SourceArrows Of(string project) => new(Read(project));

    /// <summary>The source of a project by path, without what the build made.</summary>
    public static IReadOnlyDictionary<string, string> Read(string project)
    {
        string root = Repository.PathOf(project);
        return Directory
            .EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(file => (Path: Path.GetRelativePath(root, file).Replace('\\', '/'), File: file))
            .Where(file => !file.Path.StartsWith("bin/", StringComparison.Ordinal)
                && !file.Path.StartsWith("obj/", StringComparison.Ordinal))
            .ToDictionary(file => file.Path, file => File.ReadAllText(file.File));
    }

    /// <summary>Each use of another room, with the file that has it.</summary>
    public IEnumerable<(string File, string Room, string Used)> Find() =>
        from source in sources
        from used in UsedBy(RoomOf(source.Key), source.Value).Distinct()
        where used != RoomOf(source.Key)
        select (source.Key, RoomOf(source.Key), used);

    private IEnumerable<string> UsedBy(string room, string text)
    {
        foreach (Match found in s_using.Matches(text))
        {
            string name = found.Groups[1].Value;
            yield return Rooms.Contains(name) ? name : name[..Math.Max(0, name.LastIndexOf('.'))];
        }

        string space = SpaceOf(text);
        foreach (Match found in s_word.Matches(Code(text)))
        {
            string[] parts = found.Value.Split('.');
            if (parts[0] == nameof(ImageGen)) parts = parts[1..];
            for (int count = 1; count <= parts.Length; count++)
            {
                string prefix = string.Join('.', parts[..(count - 1)]);
                foreach ((string there, string at) in _types[parts[count - 1]])
                {
                    // A bare name is seen from its own namespace and all below it, a qualified one from anywhere.
                    bool isSeen = prefix.Length == 0
                        ? count == 1 && at != space
                        && (at.Length == 0 || space.StartsWith(at + ".", StringComparison.Ordinal))
                        : at == prefix || at.EndsWith("." + prefix, StringComparison.Ordinal);
                    if (isSeen && _types[parts[count - 1]].All(other => other.Room != room)) yield return there;
                }
            }
        }
    }

    /// <summary>The text without comments and strings, but with what stands in the holes of a string.</summary>
    private static string Code(string text) => s_string.Replace(
        s_foreign.Replace(s_using.Replace(text, string.Empty), string.Empty),
        match => match.Groups[1].Value.Contains('$')
            ? string.Join(' ', Regex.Matches(match.Value, @"\{([^{}]*)\}").Select(hole => hole.Groups[1].Value))
            : string.Empty);

    private static string RoomOf(string path) =>
        (Path.GetDirectoryName(path) ?? string.Empty).Replace('\\', '/').Replace('/', '.');

    private static string SpaceOf(string text) => s_namespace.Match(text).Groups[1].Value;
}
