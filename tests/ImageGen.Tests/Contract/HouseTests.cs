using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace ImageGen.Tests.Contract;

/// <summary>What is kept true of the sources.</summary>
public sealed class HouseTests
{
    private const int LongestFile = 250;
    private const int LongestLine = 120;

    private static readonly Regex s_json = new("""("{3}.*|^\s*[{"].*)"\w+":""");

    private static readonly string[] s_mayBeConditional =
        ["Transports.cs", "DesktopAssemblyResolver.cs", "HttpContentExtensions.cs", "Polyfills.cs", "Cancellable.cs"];

    /// <summary>Small types of one kind that share a file.</summary>
    private static readonly string[] s_families = ["ModelCompleters.cs"];

    [Fact]
    public void No_file_has_more_than_250_lines()
    {
        Assert.DoesNotContain(
            Sources("src", "tests").Select(file => (Relative(file), Lines: File.ReadLines(file).Count())),
            file => file.Lines > LongestFile);
    }

    [Fact]
    public void No_line_has_more_than_120_columns()
    {
        Assert.Empty(
            from folder in new[] { "src", "tests" }
            from file in Sources(folder)
            from line in File.ReadLines(file).Select((text, index) => (Text: text, Number: index + 1))
            where IsTooLong(line.Text) && !(folder == "tests" && IsJson(line.Text))
            select $"{Relative(file)}:{line.Number}: {line.Text.Trim()}");
        Assert.True(IsTooLong(new string('x', 121)));
        Assert.False(IsTooLong(new string('ß', 120)));
        Assert.True(IsJson("""    {"id":"resp_1"}"""));
        Assert.All(["    string text = \"a\";", "    Run(\"\"\"{ $_ }\"\"\");"], line => Assert.False(IsJson(line)));
    }

    private static bool IsTooLong(string line) => line.Length > LongestLine;

    /// <summary>In the tests JSON stays on its line as a service sends it: a break may end an event.</summary>
    private static bool IsJson(string line) => s_json.IsMatch(line);

    [Fact]
    public void Conditional_code_stands_only_in_polyfills_the_resolver_and_the_transport()
    {
        string[] conditional =
        [
            .. Sources("src")
                .Where(file => File.ReadLines(file).Any(
                    line => line.TrimStart().StartsWith("#if", StringComparison.Ordinal)))
                .Select(file => Path.GetFileName(file)),
        ];

        Assert.Empty(conditional.Except(s_mayBeConditional));
    }

    [Theory]
    [InlineData(@"\b(TODO|FIXME|HACK|XXX)\b")]
    [InlineData(@"(^|[\s""'(])/(home|Users|work|farm|root|tmp/w)/")]
    [InlineData(@"[A-Za-z]:\\Users\\")]
    [InlineData(@"#region")]
    [InlineData(@"\bvar [a-z]\w* = ")]
    public void No_source_holds_what_does_not_belong_there(string pattern)
    {
        Regex forbidden = new(pattern);

        Assert.Empty(
            from file in Sources("src")
            from line in File.ReadLines(file).Select((text, index) => (Text: text, Number: index + 1))
            where forbidden.IsMatch(line.Text)
            select $"{Relative(file)}:{line.Number}: {line.Text.Trim()}");
    }

    [Fact]
    public void All_exceptions_are_caught_only_where_it_is_said_which()
    {
        // What is thrown again is not caught.
        Regex unfiltered = new(
            @"catch(?:\s*\(\s*(?:System\.)?Exception(?:\s+\w+)?\s*\))?\s*\{(?![^}]*\bthrow;)");

        Assert.Empty(
            from file in Sources("src")
            where unfiltered.IsMatch(File.ReadAllText(file))
            select Relative(file));
        Assert.All(
            ["catch (Exception e)\n{\n}", "catch (System.Exception)\n {}", "catch\n{ }"],
            offender => Assert.Matches(unfiltered, offender));
        Assert.DoesNotMatch(unfiltered, "catch (Exception e)\n    when (IsOurs(e))\n{ }");
        Assert.DoesNotMatch(unfiltered, "catch\n{\n    socket.Dispose();\n    throw;\n}");
    }

    [Fact]
    public void A_test_is_named_by_words_with_underscores()
    {
        string[] names = [.. Sources("tests").SelectMany(file => TestsIn(File.ReadAllText(file)))];

        Assert.True(names.Length > 1000);
        Assert.DoesNotContain(names, IsMisnamed);
        Assert.Equal(["Key_is_kept", "KeyIsKept"], TestsIn(
            "    [Fact]\n    public void Key_is_kept() =>\n    [Theory]\n    [InlineData(1)]\n"
            + "    public async Task KeyIsKept(\n"));
        Assert.All(["KeyIsKept", "key_is_kept", "Key2IsKept"], name => Assert.True(IsMisnamed(name)));
        Assert.All(["Key_is_kept", "OpenAI_and_AIImage_are_kept", "Kept"], name => Assert.False(IsMisnamed(name)));
    }

    /// <summary>The names of types and of parameters keep their capitals.</summary>
    private static bool IsMisnamed(string name) => !Regex.IsMatch(name, "^[A-Z](?:[a-z0-9]*|\\w*_\\w*)$");

    private static IEnumerable<string> TestsIn(string source) => Regex.Matches(
        source,
        @"^ *\[(?:Fact|Theory)\b(?:.|\n)*?^ +public (?:static |async )*[\w<>]+ (\w+)\(",
        RegexOptions.Multiline).Select(match => match.Groups[1].Value);

    [Fact]
    public void A_cancellation_token_is_called_token_or_is_the_users_stop()
    {
        Assert.Empty(
            from file in Sources("src")
            from name in MisnamedTokensIn(File.ReadAllText(file))
            select $"{Relative(file)}: {name}");
        Assert.Equal(["cancel", "ct"], MisnamedTokensIn(
            "void A(CancellationToken token)\n{\n}\nTask B(CancellationToken cancel = default)\n{\n}\n"
            + "record C(int X, CancellationToken ct);\nrecord D(CancellationToken Token);\n"
            + "protected override Task E(\n    int x, CancellationToken cancellationToken)\n{\n}\n"));
    }

    /// <summary>An override keeps the name of its base.</summary>
    private static IEnumerable<string> MisnamedTokensIn(string source) => Regex.Matches(
        source, @"(?<head>[^;{}]*?)\bCancellationToken (?<name>\w+)(?=[^;{}()]*\))")
        .Where(match => !match.Groups["head"].Value.Contains(" override ", StringComparison.Ordinal))
        .Select(match => match.Groups["name"].Value)
        .Where(name => name is not ("token" or "Token" or "stop"));

    [Fact]
    public void No_key_stands_in_a_source()
    {
        Regex key = new(@"\bsk-(proj-)?[A-Za-z0-9]{32,}");

        Assert.DoesNotContain(Sources("src", "tests"), file => key.IsMatch(File.ReadAllText(file)));
    }

    [Fact]
    public void The_manifest_holds_no_unused_template_and_serves_both_editions()
    {
        string[] lines = File.ReadAllLines(Repository.PathOf("ImageGen.psd1"));

        Assert.DoesNotContain(lines, line => line.TrimStart().StartsWith('#'));
        Assert.Contains(lines, line => line.Contains("\"bin/$PSEdition/ImageGen.dll\"", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_is_named_after_its_type()
    {
        string[] misnamed =
        [
            .. Sources("src/ImageGen", "src/Sandbox", "src/Help", "src/Shell")
                .Where(file => DeclaredIn(File.ReadAllText(file)).ToArray() is { Length: > 0 } names
                    && !names.Contains(Path.GetFileNameWithoutExtension(file)))
                .Select(Path.GetFileName)!,
        ];

        Assert.Empty(misnamed.Except(s_families));
        Assert.Equal(["Fox", "Hen", "Act"], DeclaredIn(
            "internal sealed record Fox(int Age);\npublic static class Hen<T>\n"
            + "internal delegate Task<Look> Act(int x);"));
    }

    /// <summary>The names of the types of a file, in their order, without those inside others.</summary>
    private static IEnumerable<string> DeclaredIn(string source) => Regex.Matches(
        source,
        @"^(?:(?:public|internal|file|abstract|sealed|static|readonly|partial|ref) )*"
        + @"(?:class|struct|interface|enum|record(?: struct| class)?|delegate [\w<>?\[\], ]+?) (\w+)(?=[\s<(:;]|$)",
        RegexOptions.Multiline).Select(match => match.Groups[1].Value);

    private static IEnumerable<string> Sources(params string[] folders) => folders
        .SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories))
        .Where(file => !Regex.IsMatch(file, @"[\\/](obj|bin)[\\/]"));

    private static string Relative(string file) => Path.GetRelativePath(Repository.Root, file);
}
