using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;

namespace ImageGen.Tests.Specs;

/// <summary>The names of the specs, read from their files, so that they are known where no PowerShell is.</summary>
internal static class SpecFiles
{
    private static readonly Regex s_name = new(@"^ *It '(?<name>(?:[^']|'')+)'", RegexOptions.Multiline);

    public static string RepositoryRoot { get; } = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory,
        typeof(SpecFiles).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "RepositoryRoot").Value!));

    public static string Folder { get; } = Path.Combine(RepositoryRoot, "tests", "Specs");

    public static IReadOnlyList<string> Names { get; } =
    [
        .. Directory.GetFiles(Folder, "*.Tests.ps1").Order(StringComparer.Ordinal)
            .SelectMany(file => s_name.Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["name"].Value.Replace("''", "'")),
    ];
}
