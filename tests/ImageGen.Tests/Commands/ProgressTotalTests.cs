using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>What the progress bar says first. The service answers once the bar is shown.</summary>
public sealed class ProgressTotalTests
{
    [Theory]
    [InlineData("New-AIImage 'a fox' -Count 6", "0 of 6 done, 1 running, 5 waiting")]
    [InlineData("New-AIImage 'a fox' -Count 6 -ThrottleLimit 4", "0 of 6 done, 4 running, 2 waiting")]
    [InlineData("New-AIImage 'a fox' -Count 25 -Model gpt-image-2", "0 of 3 done, 1 running, 2 waiting")]
    [InlineData("Edit-AIImage x -Path a.png, b*.png", "0 of 3 done, 1 running, 2 waiting")]
    [InlineData("Edit-AIImage x -Path b*.png, missing.png -Count 2", "0 of 4 done, 1 running, 3 waiting")]
    [InlineData("Edit-AIImage x -LiteralPath a.png, b1.png -ThrottleLimit 2", "0 of 2 done, 2 running")]
    [InlineData("Edit-AIImage x -Image a.png -Count 2", "0 of 2 done, 1 running, 1 waiting")]
    [InlineData("Get-AIImage -ResponseId resp_1, resp_2, resp_3", "0 of 3 done, 1 running, 2 waiting")]
    [InlineData("Remove-AIImage resp_1, resp_2", "0 of 2 done, 1 running, 1 waiting")]
    [InlineData("Wait-AIImage resp_1, resp_2, resp_3", "0 of 3 done, 3 running")]
    [InlineData("'a fox', 'a hen' | New-AIImage -Count 2", "0 done, 1 running, 1 waiting")]
    public async Task The_total_is_known_where_the_input_is(string command, string expected)
    {
        TaskCompletionSource shown = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using LoopbackService service = await LoopbackService.StartAsync(async (context, request) =>
        {
            await shown.Task.Soon();
            await LoopbackService.WriteJsonAsync(context, AnswerTo(request));
        });
        using ModuleSession session = ModuleSession.With(service);
        foreach (string name in new[] { "a", "b1", "b2" })
        {
            File.WriteAllBytes(session.PathOf(name + ".png"), Samples.Png);
        }

        using PowerShell shell = session.Create(command);
        List<string> texts = [];
        shell.Streams.Progress.DataAdded += (_, e) =>
        {
            texts.Add(shell.Streams.Progress[e.Index].StatusDescription);
            shown.TrySetResult();
        };
        await shell.InvokeAsync().Soon();

        Assert.StartsWith(expected + ", ", texts[0]);
    }

    [Theory]
    [InlineData("New-AIImage 'a fox' -OutFile fox.png -Verbose", "input 0 'a fox'", "fox.png")]
    [InlineData("'a hen', 'a fox' | New-AIImage -OutFile '{slug}' -Verbose", "input 1 'a fox'", "a-fox.png")]
    [InlineData("Edit-AIImage x -Path b?.png -OutFile '{name}-new' -Verbose", "input 1 'b2.png'", "b2-new.png")]
    public async Task Verbose_lines_say_which_input_they_are_about_and_where_the_file_went(
        string command, string input, string file)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);
        File.WriteAllBytes(session.PathOf("b1.png"), Samples.Png);
        File.WriteAllBytes(session.PathOf("b2.png"), Samples.Png);

        RunResult result = session.Run(command).ThrowIfFailed();
        RunResult again = session.Run(command + " -Resume").ThrowIfFailed();

        Assert.Contains($"Saved as '{session.PathOf(file)}' ({input})", result.Verbose);
        Assert.Single(result.Verbose, line => line.StartsWith("POST ") && line.EndsWith($"({input})"));
        Assert.Contains(
            $"'{session.PathOf(file)}' already exists; nothing is sent for it ({input})", again.Verbose);
        Assert.All(
            result.Verbose.Where(line => line.StartsWith("POST ")),
            line => Assert.Matches(@"\(input \d '.+'\)$", line));
    }

    private static string AnswerTo(ReceivedRequest request) => request switch
    {
        { Method: "DELETE" } => """{"id":"resp_1","object":"response.deleted","deleted":true}""",
        _ when request.Path.Contains("/images/") => ImagesScript.Answer(),
        _ => Samples.Response(),
    };
}
