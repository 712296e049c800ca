using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using ImageGen.Sandbox;
using Xunit;

namespace ImageGen.Tests.Contract;

/// <summary>Which folder may use what, read from the binary and from the source.</summary>
public sealed class LayeringTests
{
    private static readonly Lazy<IReadOnlyDictionary<string, HashSet<string>>> s_references = new(() =>
    {
        using TypeReferences references = new(typeof(AIImage).Assembly.Location);
        return references.Read();
    });

    private static readonly Lazy<IReadOnlyDictionary<string, HashSet<string>>> s_sandbox = new(() =>
    {
        using TypeReferences references = new(typeof(SandboxHandler).Assembly.Location);
        return references.Read();
    });

    private static readonly SourceArrows s_source = SourceArrows.Of("src/ImageGen");

    private static readonly Lazy<IReadOnlyList<(string File, string Room, string Used)>> s_arrows =
        new(() => [.. s_source.Find()]);

    [Theory]
    [InlineData("System.Management.Automation", "Commands|Parameters|Errors|DesktopAssemblyResolver")]
    [InlineData("System.Net.Http", "Http|Apis|Service")]
    [InlineData("System.Text.Json", "Json|Lifting|Models|Http|Apis|Runs|Gallery")]
    [InlineData("StbImageSharp", "Pixels")]
    [InlineData("ImageGen.Sandbox", "Http")]
    public void A_namespace_is_used_only_where_the_design_says(string used, string allowed)
    {
        string[] rooms = allowed.Split('|');

        Assert.Empty(
            from pair in s_references.Value
            where !rooms.Contains(RoomOf(pair.Key).Split('.')[0])
            from name in pair.Value
            where IsIn(name, used)
            orderby pair.Key
            select $"{pair.Key} uses {name}");
    }

    /// <summary>
    /// The rooms from the bottom to the top. What a room may use is what is named for it, and itself.
    /// </summary>
    [Theory]
    [InlineData("Text", "")]
    [InlineData("Json", "Text")]
    [InlineData("Files", "Text")]
    [InlineData("Gallery", "Files Text")]
    [InlineData("Provenance", "Text")]
    [InlineData("Lifting", "Files Json Text")]
    [InlineData("Models", "Text")]
    [InlineData("Service", "Models Text")]
    [InlineData("Pixels", "Files Text")]
    [InlineData("Terminal", "Pixels Files Text")]
    [InlineData("Orders", "Service Models Pixels Files Text")]
    [InlineData("Http", "Sandbox Service Lifting Files Json Text")]
    [InlineData("Apis", "Orders Http Service Models Lifting Files Json Text")]
    [InlineData("Apis.Models", "Apis Http Service Models Lifting Files Json Text")]
    [InlineData("Apis.Provenance", "Http Service Lifting Files Json Text")]
    [InlineData("Apis.Images", "Apis Orders Http Service Models Lifting Files Json Text")]
    [InlineData("Apis.Files", "Apis Http Service Lifting Files Json Text")]
    [InlineData("Apis.Batches", "Apis Apis.Images Http Service Lifting Files Json Text")]
    [InlineData("Apis.Responses", "Apis Orders Http Service Models Lifting Files Json Text")]
    [InlineData("Apis.Checks", "Apis Apis.Models Http Service Models Lifting Files Json Text")]
    [InlineData("Runs.Spending", "Apis Orders Http Service Models Lifting Files Text")]
    [InlineData(
        "Runs", "Runs.Spending Apis Apis.Images Apis.Responses Orders Http Service Models Lifting Files Json Text")]
    [InlineData(
        "Runs.Batches",
        "Runs Runs.Spending Apis Apis.Batches Apis.Files Apis.Images Orders Http Service Models Lifting Files "
        + "Json Text")]
    [InlineData("Errors", "Text")]
    [InlineData("Parameters", "Orders Service Models Files Text")]
    public void A_room_uses_only_what_lies_below_it(string room, string allowed)
    {
        string[] rooms = [room, "", .. allowed.Split(' ')];

        Assert.Empty(
            from pair in s_references.Value
            where RoomOf(pair.Key) == room
            from name in pair.Value
            where name.StartsWith("ImageGen.", StringComparison.Ordinal) && !rooms.Contains(RoomOf(name))
            orderby pair.Key
            select $"{pair.Key} uses {name}");
        Assert.DoesNotContain(
            s_arrows.Value, arrow => arrow.Room == room && !rooms.Contains(arrow.Used));
        Assert.Contains(room, s_source.Rooms);
    }

    [Fact]
    public void Every_room_has_its_arrows_and_none_points_at_the_cmdlets()
    {
        string[] ruled =
        [
            .. typeof(LayeringTests).GetMethod(nameof(A_room_uses_only_what_lies_below_it))!
                .GetCustomAttributesData()
                .Where(data => data.AttributeType == typeof(InlineDataAttribute))
                .Select(data => (string)(
                    (IReadOnlyList<CustomAttributeTypedArgument>)data.ConstructorArguments[0].Value!)[0].Value!),
        ];

        Assert.Equal(["", "Commands"], s_source.Rooms.Except(ruled).Order());
        Assert.DoesNotContain(s_arrows.Value, arrow => arrow.Used == "Commands");
        Assert.Contains(("Runs/OrderSubmission.cs", "Runs", "Apis.Responses"), s_arrows.Value);
    }

    [Theory]
    [InlineData("using ImageGen.Http;")]
    [InlineData("using static ImageGen.Http.ServiceCall;")]
    [InlineData("using Call = ImageGen.Http.ServiceCall;")]
    [InlineData("using Call = global::ImageGen.Http.ServiceCall;")]
    [InlineData("namespace ImageGen.Text;\ninternal sealed class Fox { ImageGen.Http.ServiceCall Call; }")]
    [InlineData(
        "namespace ImageGen.Text;\ninternal sealed class Fox { string Name = nameof(Http.ServiceCall.SendAsync); }")]
    [InlineData(
        "namespace ImageGen.Text;\ninternal sealed class Fox { string Name = $\"{Http.ServiceCall.Limit} s\"; }")]
    [InlineData("namespace ImageGen.Http.Inner;\ninternal sealed class Fox { int Most = ServiceCall.Most; }")]
    public void A_planted_arrow_is_found(string offender)
    {
        SourceArrows arrows = new(new Dictionary<string, string>
        {
            ["Http/ServiceCall.cs"] = "namespace ImageGen.Http;\n\ninternal sealed class ServiceCall\n{\n}\n",
            ["Text/Fox.cs"] = offender,
            ["Text/Hen.cs"] =
                "namespace ImageGen.Text;\n/// Http.ServiceCall\nclass Hen { string Name = \"Http.ServiceCall\"; }",
        });

        Assert.Equal([("Text/Fox.cs", "Text", "Http")], arrows.Find());
    }

    [Fact]
    public void The_output_types_use_the_files_and_no_engine() => Assert.Empty(
        from pair in s_references.Value
        where RoomOf(pair.Key).Length == 0 && pair.Key.StartsWith("ImageGen.", StringComparison.Ordinal)
        from name in pair.Value
        where name.StartsWith("ImageGen.", StringComparison.Ordinal) && RoomOf(name) is not ("" or "Files" or "Text")
        orderby pair.Key
        select $"{pair.Key} uses {name}");

    [Fact]
    public void The_source_of_the_output_types_uses_the_files_and_no_engine() => Assert.DoesNotContain(
        s_arrows.Value, arrow => arrow.Room.Length == 0 && arrow.Used is not ("Files" or "Text"));

    [Fact]
    public void The_reader_finds_what_is_there()
    {
        IReadOnlyDictionary<string, HashSet<string>> all = s_references.Value;

        Assert.Contains("System.Management.Automation.PSCmdlet", all["ImageGen.Commands.ServiceCommand"]);
        Assert.Contains("System.Net.Http.HttpRequestMessage", all["ImageGen.Http.ServiceCall"]);
        Assert.Contains("ImageGen.Apis.Responses.ResponsesClient", all["ImageGen.Runs.OrderSubmission"]);
        Assert.Contains("System.Text.Json.Utf8JsonWriter", all["ImageGen.Json.FieldWriter"]);
        Assert.Contains("ImageGen.Service.ServiceConnection", all["ImageGen.AIImageService"]);
    }

    [Fact]
    public void No_assembly_is_referenced_that_another_module_could_have_loaded_in_another_version()
    {
        string[] foreign =
        [
            .. typeof(AIImage).Assembly.GetReferencedAssemblies()
                .Select(name => name.Name!)
                .Where(name => !name.StartsWith("System.", StringComparison.Ordinal)
                    && name is not "netstandard" and not "Microsoft.CSharp"),
        ];

        string[] allowed = Repository.ModuleTfm == "net8.0"
            ? ["ImageGen.Sandbox", "StbImageSharp"]
            : ["ImageGen.Sandbox", "Microsoft.Bcl.AsyncInterfaces", "StbImageSharp"];
        Assert.Empty(foreign.Except(allowed));
    }

    [Fact]
    public void The_sandbox_knows_neither_the_module_nor_PowerShell_and_has_one_public_type()
    {
        Assembly sandbox = typeof(SandboxHandler).Assembly;

        Assert.Equal([typeof(SandboxHandler)], sandbox.GetExportedTypes());
        Assert.DoesNotContain(
            sandbox.GetReferencedAssemblies(), name => name.Name is "ImageGen" or "System.Management.Automation");
    }

    /// <summary>The rooms of the sandbox likewise.</summary>
    [Theory]
    [InlineData("Chance", "")]
    [InlineData("Refusals", "")]
    [InlineData("Json", "Refusals")]
    [InlineData("Encoders", "Refusals")]
    [InlineData("Forms", "Json Refusals Chance")]
    [InlineData("Http", "Forms Json Refusals Chance")]
    [InlineData("Options", "Json Refusals")]
    [InlineData("Store", "Refusals")]
    [InlineData("Drawing", "Options Store Encoders Chance")]
    [InlineData("Usage", "Drawing Options Encoders")]
    [InlineData("Responses", "Usage Drawing Options Store Http Forms Encoders Json Refusals Chance")]
    [InlineData("Images", "Responses Usage Drawing Options Store Http Forms Encoders Json Refusals Chance")]
    [InlineData("Files", "Store Http Forms Json Refusals Chance")]
    [InlineData("Batches", "Images Usage Store Http Json Refusals Chance")]
    [InlineData("Compatible", "Responses Drawing Options Store Http Forms Encoders Json Refusals Chance")]
    public void A_room_of_the_sandbox_uses_only_what_lies_below_it(string room, string allowed)
    {
        string[] rooms = [room, .. allowed.Split(' ')];

        Assert.Empty(
            from pair in s_sandbox.Value
            where pair.Key.StartsWith($"ImageGen.Sandbox.{room}.", StringComparison.Ordinal)
            from name in pair.Value
            where name.StartsWith("ImageGen.", StringComparison.Ordinal) && !rooms.Contains(name.Split('.')[2])
            orderby pair.Key
            select $"{pair.Key} uses {name}");
    }

    private static bool IsIn(string name, string used) =>
        name.StartsWith(used + ".", StringComparison.Ordinal) || name == used;

    /// <summary>
    /// The room of a type of the module: its namespace below ImageGen, or for a public type in a room of its own where
    /// its file lies; empty for the output types.
    /// </summary>
    private static string RoomOf(string name)
    {
        string[] parts = name.Split('.');
        if (parts[0] != "ImageGen") return "?";
        string type = parts[^1].Split('`')[0];
        if (parts.Length > 2) return string.Join('.', parts[1..^1]);
        return type.StartsWith("AIImageModel", StringComparison.Ordinal) ? "Models"
            : type == nameof(AIImageService) ? "Service"
            : type == "DesktopAssemblyResolver" ? type
            : "";
    }
}
