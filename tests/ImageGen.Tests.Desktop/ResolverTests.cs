using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using ImageGen.Tests.Contract;
using Xunit;

namespace ImageGen.Tests.Desktop;

/// <summary>
/// What the resolver of Windows PowerShell answers. It sees what every module of the process fails to find, and must
/// answer for its own alone.
/// </summary>
public sealed class ResolverTests
{
    private static readonly string s_folder = Repository.PathOf(Path.Combine("out", "ImageGen", "bin", "Desktop"));
    private static readonly string s_module = Path.Combine(s_folder, "ImageGen.dll");

    public static TheoryData<string> Dependencies =>
    [
        .. Directory.EnumerateFiles(s_folder, "*.dll")
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Where(name => name != "ImageGen"),
    ];

    [Theory]
    [MemberData(nameof(Dependencies))]
    public void Every_file_of_the_folder_is_found_for_the_module_and_for_each_other(string name)
    {
        AssemblyName file = NameOf(name);
        string path = Path.Combine(s_folder, name + ".dll");

        Assert.Equal(path, Answer(file.FullName));
        Assert.Equal(path, Answer(file.FullName, Path.Combine(s_folder, "System.Text.Json.dll")));
    }

    [Theory]
    [MemberData(nameof(Dependencies))]
    public void An_older_version_gives_the_file_and_a_newer_one_does_not(string name)
    {
        AssemblyName file = NameOf(name);
        Version version = file.Version!;

        Assert.NotNull(Answer(With(file, new Version(0, 0, 0, 0))));
        Assert.Null(Answer(With(file, new Version(version.Major, version.Minor, version.Build, version.Revision + 1))));
        Assert.Null(Answer(With(file, new Version(version.Major + 1, 0, 0, 0))));
    }

    [Theory]
    [MemberData(nameof(Dependencies))]
    public void Another_key_or_a_missing_one_gives_nothing(string name)
    {
        string asked = NameOf(name).FullName;
        int token = asked.IndexOf("PublicKeyToken=", StringComparison.Ordinal);

        Assert.Null(Answer(asked[..token] + "PublicKeyToken=0123456789abcdef"));
        bool isSigned = !asked.EndsWith("PublicKeyToken=null", StringComparison.Ordinal);
        Assert.Equal(isSigned, Answer(asked[..token] + "PublicKeyToken=null") is null);
        Assert.Equal(isSigned, Answer(name) is null);
    }

    [Fact]
    public void A_stranger_gets_nothing()
    {
        string asked = NameOf("System.Text.Json").FullName;

        Assert.Null(Answer(asked, Path.Combine(Path.GetTempPath(), "Other.dll")));
        Assert.Null(Answer(asked, Path.Combine(s_folder, "deeper", "Other.dll")));
        Assert.Null(Answer(asked, Path.Combine(s_folder + "2", "Other.dll")));
        Assert.Null(Answer(asked, Path.Combine(Path.GetDirectoryName(s_folder)!, "Other.dll")));
        Assert.Null(DesktopAssemblyResolver.FileFor(asked, requesting: null, s_folder));
        Assert.Null(DesktopAssemblyResolver.FileFor(asked, string.Empty, s_folder));
    }

    [Theory]
    [InlineData("Newtonsoft.Json, Version=13.0.0.0, Culture=neutral, PublicKeyToken=30ad4fe6b2a6aeed")]
    [InlineData("System.Text.Json.resources, Version=8.0.0.0, Culture=de, PublicKeyToken=cc7b13ffcd2ddd51")]
    [InlineData("ImageGen, Version=0.0.0.0, Culture=neutral, PublicKeyToken=null")]
    public void What_is_not_on_the_list_is_not_answered(string asked) => Assert.Null(Answer(asked));

    [Fact]
    public void The_name_and_the_folder_may_be_in_another_case()
    {
        string asked = NameOf("System.Memory").FullName.Replace("System.Memory", "SYSTEM.MEMORY");
        bool isFound = File.Exists(Path.Combine(s_folder, "SYSTEM.MEMORY.dll"));

        Assert.Equal(isFound, Answer(asked) is not null);
        Assert.NotNull(Answer(NameOf("System.Memory").FullName, s_module.ToUpperInvariant()));
    }

    /// <summary>The resolver cannot need what it is there to find.</summary>
    [Fact]
    public void The_resolver_uses_no_assembly_that_it_resolves()
    {
        using TypeReferences references = new(s_module);
        HashSet<string> used = references.Read()[typeof(DesktopAssemblyResolver).FullName!];

        Assert.Contains("System.Linq.Enumerable", used);
        Assert.DoesNotContain("System.MemoryExtensions", used);
        Assert.DoesNotContain(
            used,
            name => name.StartsWith("System.Span", StringComparison.Ordinal)
                || name.StartsWith("System.ReadOnlySpan", StringComparison.Ordinal));
    }

    private static string? Answer(string asked) => Answer(asked, s_module);

    private static string? Answer(string asked, string requesting) =>
        DesktopAssemblyResolver.FileFor(asked, requesting, s_folder);

    private static AssemblyName NameOf(string name) =>
        AssemblyName.GetAssemblyName(Path.Combine(s_folder, name + ".dll"));

    private static string With(AssemblyName name, Version version) =>
        new AssemblyName(name.FullName) { Version = version }.FullName;
}
