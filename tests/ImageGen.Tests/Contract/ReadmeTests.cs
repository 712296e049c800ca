using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Contract;

/// <summary>The README's commands, as far as they can be checked without running them; a spec runs them.</summary>
public sealed class ReadmeTests
{
    private static readonly Regex s_block =
        new(@"^ *```powershell\r?\n(?<code>.*?)^ *```", RegexOptions.Multiline | RegexOptions.Singleline);

    [Fact]
    public void Every_command_parses_and_has_the_parameters_that_it_is_given()
    {
        using ModuleSession session = new();
        Dictionary<string, CommandInfo> commands = session.Run("Get-Command -Module ImageGen").ThrowIfFailed().Output
            .Select(item => (CommandInfo)item.BaseObject).ToDictionary(command => command.Name);
        CommandAst[] used = [.. Blocks().SelectMany(CommandsOf).Where(command => Name(command).Contains("-AIImage"))];

        Assert.True(used.Length > 15);
        foreach (CommandAst command in used)
        {
            Assert.True(commands.TryGetValue(Name(command), out CommandInfo? known), $"No command {Name(command)}.");
            foreach (CommandParameterAst parameter in command.CommandElements.OfType<CommandParameterAst>())
            {
                Assert.True(known.Parameters.ContainsKey(parameter.ParameterName), $"No parameter in '{command}'.");
            }
        }
    }

    [Fact]
    public void Every_cmdlet_is_named()
    {
        using ModuleSession session = new();
        string text = ReadText();
        RunResult names = session.Run("(Get-Command -Module ImageGen).Name").ThrowIfFailed();

        Assert.All(names.Output, name => Assert.Contains($"`{name}`", text));
    }

    [Fact]
    public void The_readme_is_short_and_each_file_that_it_links_to_is_there()
    {
        Assert.True(ReadText().Split('\n').Length <= 121);
        Assert.All(
            Regex.Matches(ReadText(), @"\]\((?<file>[^):#]+)\)").Select(match => match.Groups["file"].Value),
            file => Assert.True(File.Exists(Path.Combine(Specs.SpecFiles.RepositoryRoot, file)), file));
    }

    private static string ReadText() => Read("README.md");

    private static string Read(string file) => File.ReadAllText(Path.Combine(Specs.SpecFiles.RepositoryRoot, file));

    private static IEnumerable<string> Blocks() =>
        s_block.Matches(ReadText() + Read("docs/guide.md")).Select(match => match.Groups["code"].Value);

    private static IEnumerable<CommandAst> CommandsOf(string block)
    {
        ScriptBlockAst script = Parser.ParseInput(block, out _, out ParseError[] errors);
        Assert.Empty(errors);
        return script.FindAll(node => node is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>();
    }

    private static string Name(CommandAst command) => command.GetCommandName() ?? string.Empty;
}
