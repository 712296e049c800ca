using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Net;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Contract;

/// <summary>The help that a user reads is whole, and its examples are true.</summary>
public sealed class HelpTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.WithSandbox();

    public static TheoryData<string> Cmdlets
    {
        get
        {
            using ModuleSession session = new();
            return [.. session.Run("Get-Command -Module ImageGen | ForEach-Object { $_.Name }").Output.Select(name => name.ToString())];
        }
    }

    public void Dispose() => _session.Dispose();

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_cmdlet_is_described(string cmdlet)
    {
        PSObject help = Help(cmdlet);

        string synopsis = Text(help, "Synopsis");
        Assert.True(synopsis.Length > 10, synopsis);
        Assert.DoesNotContain($"{cmdlet} [", synopsis);
        Assert.True(Text(help, "description").Length > 20);
        Assert.NotEmpty(Items(help, "returnValues", "returnValue"));
        Assert.NotEmpty(Items(help, "relatedLinks", "navigationLink"));
        Assert.True(Examples(help).Count >= 3, $"{Examples(help).Count} examples");
        Assert.All(Examples(help), example => Assert.False(string.IsNullOrWhiteSpace(example)));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void What_a_cmdlet_takes_from_the_pipeline_is_described(string cmdlet)
    {
        CmdletInfo command = Command(cmdlet);
        bool takesInput = command.Parameters.Values.SelectMany(parameter => parameter.ParameterSets.Values)
            .Any(set => set.ValueFromPipeline || set.ValueFromPipelineByPropertyName);

        string?[] types =
        [
            .. Items(Help(cmdlet), "inputTypes", "inputType")
                .Select(item => PSObject.AsPSObject(item.Properties["type"].Value).Properties["name"].Value.ToString()),
        ];
        Assert.NotEmpty(types);
        Assert.Equal(takesInput, !types.Contains("None"));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Every_parameter_is_described_and_none_that_is_not_there(string cmdlet)
    {
        string[] actual =
        [
            .. Command(cmdlet).Parameters.Values
                .Where(parameter => !parameter.Attributes.OfType<ParameterAttribute>()
                    .Any(attribute => attribute.DontShow))
                .Select(parameter => parameter.Name)
                .Except(Cmdlet.CommonParameters, StringComparer.OrdinalIgnoreCase)
                .Except(["WhatIf", "Confirm"])
                .Order(StringComparer.Ordinal),
        ];
        List<PSObject> described = Items(Help(cmdlet), "parameters", "parameter");

        Assert.Equal(
            actual,
            described.Select(parameter => Text(parameter, "name")).Except(["WhatIf", "Confirm"]).Order(StringComparer.Ordinal));
        Assert.All(described, parameter =>
            Assert.True(Text(parameter, "description").Length > 10, $"-{Text(parameter, "name")} is not described"));
    }

    /// <summary>What '!?' says where PowerShell asks for a parameter.</summary>
    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Every_mandatory_parameter_explains_itself_where_it_is_asked_for(string cmdlet) => Assert.All(
        from parameter in Command(cmdlet).Parameters.Values
        from attribute in parameter.Attributes.OfType<ParameterAttribute>()
        where attribute.Mandatory
        select (parameter.Name, attribute.HelpMessage),
        parameter => Assert.True(parameter.HelpMessage?.Length > 10, $"-{parameter.Name} has no help message"));

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Every_example_parses_and_its_parameters_bind(string cmdlet)
    {
        foreach (string example in Examples(Help(cmdlet)))
        {
            ScriptBlockAst script = Parser.ParseInput(example, out _, out ParseError[] errors);
            Assert.Empty(errors.Select(error => $"{example}: {error.Message}"));
            Assert.Contains(cmdlet, example, StringComparison.OrdinalIgnoreCase);
            foreach (CommandAst command in script.FindAll(ast => ast is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>())
            {
                string name = command.GetCommandName();
                if (!name.Contains("AIImage", StringComparison.OrdinalIgnoreCase)) continue;

                CmdletInfo info = Command(name);
                Assert.All(
                    command.CommandElements.OfType<CommandParameterAst>(),
                    parameter => Assert.NotNull(info.ResolveParameter(parameter.ParameterName)));
                StaticBindingResult binding = Bind(command);
                bool isPiped = command.Parent is PipelineAst pipeline && pipeline.PipelineElements[0] != command;
                Assert.Empty(binding.BindingExceptions.Where(pair => !(isPiped && IsFromPipeline(info, pair.Value))).Select(pair => $"{example}: {pair.Key} {pair.Value.BindingException.Message}"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Every_example_that_needs_no_other_module_runs_in_the_sandbox(string cmdlet)
    {
        foreach (string example in Examples(Help(cmdlet)).Where(CanRun))
        {
            using ModuleSession session = ModuleSession.WithSandbox();

            RunResult result = session.Run(Prepare(session, example), ("key", LoopbackService.Key), ("credential", Credential()));

            Assert.True(result.Errors.Count == 0 && result.Thrown is null, $"{example}\n{result.Thrown}\n{string.Join("\n", result.Errors)}");
        }
    }

    [Theory]
    [InlineData("about_ImageGen")]
    [InlineData("ImageGen")]
    public void The_topic_is_found(string topic)
    {
        RunResult result = _session.Run($"Get-Help {topic}").ThrowIfFailed();

        Assert.Contains("ImageGen", string.Join("\n", result.Output.Select(item => item.ToString())));
    }

    [Fact]
    public void The_topic_names_every_cmdlet_and_every_error_id()
    {
        string about = File.ReadAllText(
            Path.Combine(Path.GetDirectoryName(ModuleSession.ModulePath)!, "en-US", "about_ImageGen.help.txt"));

        IEnumerable<string> ids = typeof(ErrorIds).GetFields().Select(field => (string)field.GetRawConstantValue()!);
        Assert.All(Cmdlets.Select(row => row.Data).Concat(ids), name => Assert.Contains(name, about));
    }

    /// <summary>True where all that lacks is what comes down the pipeline, which the binder does not see.</summary>
    private static bool IsFromPipeline(CmdletInfo info, StaticBindingError error) =>
        error.BindingException is { ParameterName: string name }
        && info.Parameters.TryGetValue(name, out ParameterMetadata? parameter)
        && parameter.Attributes.OfType<ParameterAttribute>().Any(attribute => attribute.ValueFromPipeline);

    private static readonly string[] s_otherCommands =
        ["Get-ChildItem", "Sort-Object", "Select-Object", "Get-FileHash", "Import-Csv", "Export-Csv", "Read-Host", "Format-List",
            "Format-Table"];

    private static bool CanRun(string example) =>
        !s_otherCommands.Any(example.Contains) && !example.Contains("-SecretName");

    /// <summary>Puts files where the examples look for them, and an id of the sandbox where they name one.</summary>
    private static string Prepare(ModuleSession session, string example)
    {
        if (!example.StartsWith("New-AIImage", StringComparison.Ordinal))
        {
            foreach (string name in new[] { "fox", "forest", "otter" })
            {
                File.WriteAllBytes(session.PathOf($"{name}.png"), Samples.Png);
            }
        }

        return example.Contains("resp_68a1f0c2")
            ? example.Replace("resp_68a1f0c2", ResponseIdFor(session, example))
            : example;
    }

    /// <summary>Only what is not finished can be cancelled.</summary>
    private static string? ResponseIdFor(ModuleSession session, string example) =>
        session.Run("New-AIImage x -Quality low" + (example.StartsWith("Stop", StringComparison.Ordinal) ? " -NoWait" : string.Empty))
            .ThrowIfFailed().Images[0].ResponseId;

    private static PSCredential Credential() =>
        new("any", new NetworkCredential(string.Empty, LoopbackService.Key).SecurePassword);

    private StaticBindingResult Bind(CommandAst command)
    {
        Runspace? before = Runspace.DefaultRunspace;
        Runspace.DefaultRunspace = _session.Runspace;
        try
        {
            return StaticParameterBinder.BindCommand(command, resolve: true);
        }
        finally
        {
            Runspace.DefaultRunspace = before;
        }
    }

    private CmdletInfo Command(string name) =>
        Assert.IsType<CmdletInfo>(_session.Run($"Get-Command {name}").ThrowIfFailed().Output.Single().BaseObject);

    private PSObject Help(string cmdlet) => _session.Run($"Get-Help {cmdlet} -Full").ThrowIfFailed().Output.Single();

    private static List<string> Examples(PSObject help) =>
        [.. Items(help, "examples", "example").Select(example => Text(example, "code"))];

    private static List<PSObject> Items(PSObject owner, string outer, string inner)
    {
        object? list = (owner.Properties[outer]?.Value as PSObject)?.Properties[inner]?.Value;
        object? plain = list is PSObject { BaseObject: object[] array } ? array : list;
        return plain switch
        {
            object[] items => [.. items.Select(PSObject.AsPSObject)],
            null => [],
            _ => [PSObject.AsPSObject(plain)],
        };
    }

    /// <summary>A text, or all paragraphs of one.</summary>
    private static string Text(PSObject owner, string name)
    {
        object? value = owner.Properties[name]?.Value;
        object? plain = value is PSObject { BaseObject: object[] array } ? array : value;
        return plain is object[] paragraphs
            ? string.Join("\n", paragraphs.Select(item => Text(PSObject.AsPSObject(item), "Text")))
            : plain?.ToString()?.Trim() ?? string.Empty;
    }
}
