using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Contract;

/// <summary>The help that a user reads is whole, in the words of the cmdlets.</summary>
public sealed class HelpTests(HelpReader reader) : IClassFixture<HelpReader>
{
    [Theory]
    [MemberData(nameof(HelpReader.Cmdlets), MemberType = typeof(HelpReader))]
    public void A_cmdlet_is_described(string cmdlet)
    {
        PSObject help = reader.Help(cmdlet);

        string synopsis = HelpReader.Text(help, "Synopsis");
        Assert.True(synopsis.Length > 10, synopsis);
        Assert.DoesNotContain($"{cmdlet} [", synopsis);
        Assert.True(HelpReader.Text(help, "description").Length > 20);
        Assert.NotEmpty(HelpReader.Items(help, "returnValues", "returnValue"));
        Assert.NotEmpty(HelpReader.Items(help, "relatedLinks", "navigationLink"));
        Assert.True(HelpReader.Examples(help).Count >= 3, $"{HelpReader.Examples(help).Count} examples");
        Assert.All(HelpReader.Examples(help), example => Assert.False(string.IsNullOrWhiteSpace(example)));
    }

    [Theory]
    [MemberData(nameof(HelpReader.Cmdlets), MemberType = typeof(HelpReader))]
    public void What_a_cmdlet_takes_from_the_pipeline_is_described(string cmdlet)
    {
        CmdletInfo command = reader.Command(cmdlet);
        bool takesInput = command.Parameters.Values.SelectMany(parameter => parameter.ParameterSets.Values)
            .Any(set => set.ValueFromPipeline || set.ValueFromPipelineByPropertyName);

        string?[] types =
        [
            .. HelpReader.Items(reader.Help(cmdlet), "inputTypes", "inputType")
                .Select(item => PSObject.AsPSObject(item.Properties["type"].Value).Properties["name"].Value.ToString()),
        ];
        Assert.NotEmpty(types);
        Assert.Equal(takesInput, !types.Contains("None"));
    }

    [Theory]
    [MemberData(nameof(HelpReader.Cmdlets), MemberType = typeof(HelpReader))]
    public void Every_parameter_is_described_and_none_that_is_not_there(string cmdlet)
    {
        string[] actual =
        [
            .. reader.Command(cmdlet).Parameters.Values
                .Where(parameter => !parameter.Attributes.OfType<ParameterAttribute>()
                    .Any(attribute => attribute.DontShow))
                .Select(parameter => parameter.Name)
                .Except(Cmdlet.CommonParameters, StringComparer.OrdinalIgnoreCase)
                .Except(["WhatIf", "Confirm"])
                .Order(StringComparer.Ordinal),
        ];
        List<PSObject> described = HelpReader.Items(reader.Help(cmdlet), "parameters", "parameter");

        Assert.Equal(
            actual,
            described.Select(parameter => HelpReader.Text(parameter, "name"))
                .Except(["WhatIf", "Confirm"]).Order(StringComparer.Ordinal));
        Assert.All(described, parameter =>
            Assert.True(HelpReader.Text(
                parameter, "description").Length > 10, $"-{HelpReader.Text(parameter, "name")} is not described"));
    }

    /// <summary>What '!?' says where PowerShell asks for a parameter.</summary>
    [Theory]
    [MemberData(nameof(HelpReader.Cmdlets), MemberType = typeof(HelpReader))]
    public void Every_mandatory_parameter_explains_itself_where_it_is_asked_for(string cmdlet) => Assert.All(
        from parameter in reader.Command(cmdlet).Parameters.Values
        from attribute in parameter.Attributes.OfType<ParameterAttribute>()
        where attribute.Mandatory
        select (parameter.Name, attribute.HelpMessage),
        parameter => Assert.True(parameter.HelpMessage?.Length > 10, $"-{parameter.Name} has no help message"));

    [Theory]
    [InlineData("about_ImageGen")]
    [InlineData("ImageGen")]
    public void The_topic_is_found(string topic)
    {
        RunResult result = reader.Session.Run($"Get-Help {topic}").ThrowIfFailed();

        Assert.Contains("ImageGen", string.Join("\n", result.Output.Select(item => item.ToString())));
    }

    [Fact]
    public void The_topic_lists_every_cmdlet_at_its_beginning_and_end_and_every_error_id()
    {
        string about = File.ReadAllText(
            Path.Combine(Path.GetDirectoryName(ModuleSession.ModulePath)!, "en-US", "about_ImageGen.help.txt"));

        IEnumerable<string> ids = typeof(ErrorIds).GetFields().Select(field => (string)field.GetRawConstantValue()!);
        Assert.All(ids, id => Assert.Contains(id, about));
        string[] lines = about.Split('\n');
        Assert.All(
            HelpReader.Cmdlets.Select(row => row.Data),
            name => Assert.Equal(2, lines.Count(line => line.Trim().Split("  ")[0] == name)));
    }
}
