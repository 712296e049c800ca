using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace ImageGen.Tests.Contract;

/// <summary>Which folder may use what, read from the binary itself.</summary>
public sealed class LayeringTests
{
    private static readonly Lazy<IReadOnlyDictionary<string, HashSet<string>>> s_references = new(() =>
    {
        using TypeReferences references = new(typeof(AIImage).Assembly.Location);
        return references.Read();
    });

    [Theory]
    [InlineData("System.Management.Automation", "Commands|Parameters|Errors|DesktopAssemblyResolver")]
    [InlineData("System.Net.Http", "Client|Sandbox")]
    [InlineData("System.Text.Json", "Client|Wire|Sandbox|Models")]
    [InlineData("StbImageSharp", "Sandbox|Client")]
    [InlineData("StbImageWriteSharp", "Sandbox")]
    [InlineData("ImageGen.Commands", "Commands")]
    [InlineData("ImageGen.Parameters", "Commands|Parameters")]
    [InlineData("ImageGen.Errors", "Commands|Errors")]
    [InlineData("ImageGen.Sandbox", "Sandbox|Client")]
    public void A_namespace_is_used_only_where_the_design_says(string used, string allowed)
    {
        string[] folders = allowed.Split('|');

        string[] offenders =
        [
            .. from pair in s_references.Value
               where pair.Key.StartsWith("ImageGen.", StringComparison.Ordinal) && !folders.Contains(FolderOf(pair.Key))
               from name in pair.Value
               where IsIn(name, used)
               select $"{pair.Key} uses {name}",
        ];

        Assert.Empty(offenders.Order());
    }

    [Theory]
    [InlineData("Wire", "")]
    [InlineData("Models", "Models")]
    [InlineData("Sandbox", "Sandbox|Wire")]
    [InlineData(
        "Client",
        "Client|Wire|Models|Sandbox|AIImage|AIImageContext|AIImageException|AIImagePartial|AIImageUsage"
        + "|AIImageServiceCheck|AIImageServiceCheckStatus")]
    [InlineData("Errors", "Errors|Client|AIImageException|AIImage")]
    public void A_folder_uses_only_what_lies_below_it(string folder, string allowed)
    {
        string[] folders = [folder, .. allowed.Split('|')];

        string[] offenders =
        [
            .. from pair in s_references.Value
               where FolderOf(pair.Key) == folder && pair.Key.StartsWith("ImageGen.", StringComparison.Ordinal)
               from name in pair.Value
               where name.StartsWith("ImageGen.", StringComparison.Ordinal) && !folders.Contains(FolderOf(name))
               select $"{pair.Key} uses {name}",
        ];

        Assert.Empty(offenders.Order());
    }

    [Fact]
    public void The_reader_finds_what_is_there()
    {
        IReadOnlyDictionary<string, HashSet<string>> all = s_references.Value;

        Assert.Contains("System.Management.Automation.PSCmdlet", all["ImageGen.Commands.AIImageCommand"]);
        Assert.Contains("System.Net.Http.HttpRequestMessage", all["ImageGen.Client.Http.ServiceCall"]);
        Assert.Contains("ImageGen.Client.Responses.ResponsesClient", all["ImageGen.Commands.GenerationCommand"]);
        Assert.Contains("System.Text.Json.JsonSerializer", all["ImageGen.Client.Responses.CreateResponseMapper"]);
        Assert.Contains("ImageGen.Client.Http.ServiceConnection", all["ImageGen.AIImageService"]);
    }

    [Fact]
    public void No_assembly_is_referenced_that_another_module_could_have_loaded_in_another_version()
    {
        string[] foreign =
        [
            .. typeof(AIImage).Assembly.GetReferencedAssemblies()
                .Select(name => name.Name!)
                .Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && name is not "netstandard" and not "Microsoft.CSharp"),
        ];

        string[] allowed = Repository.ModuleTfm == "net8.0"
            ? ["StbImageSharp", "StbImageWriteSharp"]
            : ["Microsoft.Bcl.AsyncInterfaces", "StbImageSharp", "StbImageWriteSharp"];
        Assert.Empty(foreign.Except(allowed));
    }

    private static bool IsIn(string name, string used) =>
        name.StartsWith(used + ".", StringComparison.Ordinal) || name == used;

    /// <summary>The first part of the namespace below ImageGen; the type's own name for the root.</summary>
    private static string FolderOf(string name) => name.Split('.').ElementAtOrDefault(1) ?? name;
}
