using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Net;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Contract;

/// <summary>The examples of the help are true.</summary>
public sealed class HelpExampleTests(HelpReader reader) : IClassFixture<HelpReader>
{
    [Theory]
    [MemberData(nameof(HelpReader.Cmdlets), MemberType = typeof(HelpReader))]
    public void Every_example_parses_and_its_parameters_bind(string cmdlet)
    {
        foreach (string example in HelpReader.Examples(reader.Help(cmdlet)))
        {
            ScriptBlockAst script = Parser.ParseInput(example, out _, out ParseError[] errors);
            Assert.Empty(errors.Select(error => $"{example}: {error.Message}"));
            Assert.Contains(cmdlet, example, StringComparison.OrdinalIgnoreCase);
            foreach (CommandAst command in script.FindAll(
                ast => ast is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>())
            {
                string name = command.GetCommandName();
                if (!name.Contains("AIImage", StringComparison.OrdinalIgnoreCase)) continue;

                CmdletInfo info = reader.Command(name);
                Assert.All(
                    command.CommandElements.OfType<CommandParameterAst>(),
                    parameter => Assert.NotNull(info.ResolveParameter(parameter.ParameterName)));
                // The static binder misses an argument where the pipeline brings it to a set that is not the default
                // one.
                bool isPiped = command.Parent is PipelineAst pipeline && pipeline.PipelineElements[0] != command;
                Assert.Empty(Bind(command).BindingExceptions
                    .Select(pair => pair.Value.BindingException)
                    .Where(failure => !isPiped || !TakesPipeline(info, failure.ParameterName))
                    .Select(failure => $"{failure.Message} {example}"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(HelpReader.Cmdlets), MemberType = typeof(HelpReader))]
    public void Every_example_that_needs_no_other_module_runs_in_the_sandbox(string cmdlet)
    {
        foreach (string example in HelpReader.Examples(reader.Help(cmdlet)).Where(CanRun))
        {
            using ModuleSession session = ModuleSession.WithSandbox();

            RunResult result = session.Run(
                Prepare(session, example), ("key", LoopbackService.Key), ("credential", Credential()));

            Assert.True(result.Errors.Count == 0 && result.Thrown is null,
                $"{example}\n{result.Thrown}\n{string.Join("\n", result.Errors)}");
        }
    }

    private static readonly string[] s_otherCommands =
        ["Get-ChildItem", "Sort-Object", "Select-Object", "Get-FileHash",
            "Import-Csv", "Export-Csv", "Read-Host", "Format-List"];

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
        session.Run("New-AIImage x -Quality low"
            + (example.StartsWith("Stop", StringComparison.Ordinal) ? " -NoWait" : string.Empty))
            .ThrowIfFailed().Images[0].ResponseId;

    private static PSCredential Credential() =>
        new("any", new NetworkCredential(string.Empty, LoopbackService.Key).SecurePassword);

    private static bool TakesPipeline(CmdletInfo info, string parameter) =>
        info.Parameters.TryGetValue(parameter, out ParameterMetadata? found)
        && found.ParameterSets.Values.Any(set => set.ValueFromPipeline);

    private StaticBindingResult Bind(CommandAst command)
    {
        Runspace? before = Runspace.DefaultRunspace;
        Runspace.DefaultRunspace = reader.Session.Runspace;
        try
        {
            return StaticParameterBinder.BindCommand(command, resolve: true);
        }
        finally
        {
            Runspace.DefaultRunspace = before;
        }
    }
}
