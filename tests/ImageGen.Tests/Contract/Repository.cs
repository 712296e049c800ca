using System;
using System.IO;
using System.Linq;
using System.Reflection;

namespace ImageGen.Tests.Contract;

/// <summary>The sources that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(
        Path.Combine(AppContext.BaseDirectory, Value("RepositoryRoot")));

    public static string ModuleTfm => Value("ModuleTfm");

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    /// <summary>A folder that the build names, by a path that is relative to the tests.</summary>
    public static string Folder(string key) => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, Value(key)));

    private static string Value(string key) => typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
