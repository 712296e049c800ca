using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using ImageGen.Errors;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Contract;

/// <summary>No command recommends what it cannot do.</summary>
public sealed class AdviceTests
{
    private static readonly string[] s_ids =
        [.. typeof(ErrorIds).GetFields().Select(field => (string)field.GetRawConstantValue()!)];

    [Fact]
    public void A_recommendation_names_only_parameters_of_the_command_that_failed_or_of_the_cmdlet_before_them()
    {
        using ModuleSession session = new();
        Dictionary<string, CmdletInfo> commands = session.Run("Get-Command -Module ImageGen").ThrowIfFailed()
            .Output.Select(command => (CmdletInfo)command.BaseObject).ToDictionary(command => command.Name);

        Assert.Empty(
            from command in commands.Values
            from failure in s_ids.SelectMany(Failures)
            let advice = AdviceOf(failure, command)
            from Match named in Regex.Matches(advice, @"(?<cmdlet>\w+-AIImage\w*)? ?(?<![\w-])-(?<name>[A-Z]\w+)")
            let owner = named.Groups["cmdlet"].Success ? commands[named.Groups["cmdlet"].Value] : command
            where !owner.Parameters.ContainsKey(named.Groups["name"].Value)
            select $"{command.Name}, {failure.ErrorId}: {advice}");
    }

    [Fact]
    public void Every_failure_of_every_command_has_a_recommendation()
    {
        using ModuleSession session = new();
        CmdletInfo[] commands = [.. session.Run("Get-Command -Module ImageGen").ThrowIfFailed()
            .Output.Select(command => (CmdletInfo)command.BaseObject)];

        Assert.Empty(
            from command in commands
            from failure in s_ids.SelectMany(Failures)
            where AdviceOf(failure, command).Length < 10
            select $"{command.Name}, {failure.ErrorId}");
    }

    [Theory]
    [InlineData("Edit-AIImage x -Image resp_1", true)]
    [InlineData("Remove-AIImage resp_1", false)]
    [InlineData("Wait-AIImage resp_1", false)]
    [InlineData("Get-AIImage -ResponseId resp_1", false)]
    public async System.Threading.Tasks.Task Only_an_edit_recommends_Context(string command, bool isRecommended)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(
            """{"error":{"message":"Response with id 'resp_1' not found.","type":"invalid_request_error"}}""", 404);
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run(command);

        Assert.Equal(ErrorIds.ItemNotFound, result.ErrorId);
        Assert.Equal(
            isRecommended,
            result.Error.ErrorDetails.RecommendedAction.Contains("-Context", StringComparison.Ordinal));
    }

    /// <summary>A failure as each of the cases has it that are told apart.</summary>
    private static IEnumerable<AIImageException> Failures(string id)
    {
        yield return new AIImageException(id, "It failed.");
        yield return new AIImageException(id, "It failed.") { ResponseId = "resp_1" };
        yield return new AIImageException(id, "It failed.") { Image = new AIImage(new ImageFacts()) };
    }

    private static string AdviceOf(AIImageException failure, CmdletInfo command) =>
        ErrorRecords.Create(failure, null, command.Parameters.Keys).ErrorDetails.RecommendedAction;
}
