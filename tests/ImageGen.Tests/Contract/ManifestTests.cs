using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Reflection;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Contract;

/// <summary>The manifest says what the module is.</summary>
public sealed class ManifestTests
{
    private static readonly string s_folder = Path.GetDirectoryName(ModuleSession.ModulePath)!;

    private static IEnumerable<string> CmdletNames => typeof(AIImage).Assembly.GetTypes()
        .Select(type => type.GetCustomAttribute<CmdletAttribute>())
        .OfType<CmdletAttribute>()
        .Select(attribute => $"{attribute.VerbName}-{attribute.NounName}")
        .Order(StringComparer.Ordinal);

    [Fact]
    public void Manifest_classes_and_exports_name_the_same_cmdlets()
    {
        using ModuleSession session = new();

        PSModuleInfo module = Module(session);

        Assert.Equal(CmdletNames, module.ExportedCmdlets.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(CmdletNames, List("CmdletsToExport").Order(StringComparer.Ordinal));
        Assert.Equal(List("CmdletsToExport").Order(StringComparer.Ordinal), List("CmdletsToExport"));
        Assert.Empty(module.ExportedFunctions);
        Assert.Empty(module.ExportedAliases);
        Assert.Empty(module.ExportedVariables);
    }

    [Fact]
    public void No_export_is_a_wildcard()
    {
        Assert.Empty(List("FunctionsToExport"));
        Assert.Empty(List("AliasesToExport"));
        Assert.Empty(List("VariablesToExport"));
        Assert.All(List("CmdletsToExport"), name => Assert.DoesNotContain("*", name));
    }

    /// <summary>
    /// Import compiles the manifest: a list of one literal is cheaper than one of as many statements.
    /// </summary>
    [Fact]
    public void Every_list_is_one_literal()
    {
        ScriptBlockAst manifest = Parser.ParseFile(ModuleSession.ModulePath, out _, out ParseError[] errors);

        Assert.Empty(errors);
        Assert.All(
            manifest.FindAll(node => node is ArrayExpressionAst, searchNestedScriptBlocks: true)
                .Cast<ArrayExpressionAst>(),
            list => Assert.True(list.SubExpression.Statements.Count <= 1, list.Extent.Text));
    }

    [Fact]
    public void The_manifest_passes_the_test_of_the_engine()
    {
        using ModuleSession session = new();

        RunResult result = session.Run($"Test-ModuleManifest '{ModuleSession.ModulePath}'").ThrowIfFailed();

        Assert.Single(result.Output);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void The_versions_are_one()
    {
        using ModuleSession session = new();
        Version version = Module(session).Version;
        Assembly assembly = typeof(AIImage).Assembly;

        string informational =
            assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

        Assert.Equal(version.ToString(3), assembly.GetName().Version!.ToString(3));
        Assert.Equal(version.ToString(3), informational.Split('-')[0]);
    }

    [Fact]
    public void Every_file_that_the_manifest_names_is_there()
    {
        string[] files = [
            .. List("FormatsToProcess"), .. List("TypesToProcess"), "en-US/ImageGen.dll-Help.xml", "LICENSE"];

        Assert.All(files, file => Assert.True(File.Exists(Path.Combine(s_folder, file)), file));
        Assert.All(
            new[] { "Core", "Desktop" },
            edition => Assert.True(
                File.Exists(Repository.PathOf($"out/ImageGen/bin/{edition}/ImageGen.dll")), edition));
    }

    [Fact]
    public void The_manifest_is_ready_for_the_gallery()
    {
        Hashtable manifest = Manifest();
        Hashtable data = (Hashtable)((Hashtable)manifest["PrivateData"]!)["PSData"]!;

        Assert.NotEqual(Guid.Empty, Guid.Parse((string)manifest["GUID"]!));
        Assert.Equal(["Core", "Desktop"], List("CompatiblePSEditions"));
        Assert.False(string.IsNullOrWhiteSpace((string)manifest["Description"]!));
        Assert.False(string.IsNullOrWhiteSpace((string)manifest["Author"]!));
        Assert.Contains("PSEdition_Core", List("Tags", data));
        Assert.All(List("Tags", data), tag => Assert.DoesNotContain(' ', tag));
        bool isBeforeFirst = ((string)manifest["ModuleVersion"]!).StartsWith("0.", StringComparison.Ordinal);
        Assert.True(data.ContainsKey("Prerelease") || !isBeforeFirst);
        Assert.DoesNotContain(data.Keys.Cast<string>(), name => name.EndsWith("Uri", StringComparison.Ordinal));
        Assert.True(((string)data["ReleaseNotes"]!).Length > 40);
    }

    [Fact]
    public void No_cmdlet_has_a_verb_of_its_own_making_or_a_plural_noun()
    {
        using ModuleSession session = new();
        HashSet<string> verbs = [
            .. session.Run("Get-Verb | ForEach-Object { $_.Verb }").Output.Select(verb => verb.ToString())];
        if (verbs.Count == 0)
        {
            verbs = [.. typeof(VerbsCommon).Assembly.GetTypes()
                .Where(type => type.Name.StartsWith("Verbs", StringComparison.Ordinal))
                .SelectMany(type => type.GetFields().Select(field => field.Name))];
        }

        Assert.All(CmdletNames, name =>
        {
            string[] parts = name.Split('-');
            Assert.Contains(parts[0], verbs);
            Assert.StartsWith("AIImage", parts[1]);
            Assert.False(parts[1].EndsWith('s'), name);
        });
    }

    private static PSModuleInfo Module(ModuleSession session) =>
        Assert.IsType<PSModuleInfo>(session.Run("Get-Module ImageGen").ThrowIfFailed().Output.Single().BaseObject);

    private static string[] List(string key, Hashtable? table = null) => (table ?? Manifest())[key] switch
    {
        object[] items => [.. items.Select(item => item.ToString()!)],
        object item => [item.ToString()!],
        null => [],
    };

    /// <summary>
    /// The manifest as a table; its RootModule is an expression, so it is run rather than read as data.
    /// </summary>
    private static Hashtable Manifest()
    {
        using ModuleSession session = new();
        return (Hashtable)session.Run(
            $"& ([scriptblock]::Create([System.IO.File]::ReadAllText('{ModuleSession.ModulePath}')))")
            .ThrowIfFailed().Output.Single().BaseObject;
    }
}
