using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>The target of an error is the whole input, so that it can be piped in once more.</summary>
public sealed class TargetTests
{
    private const string Rows =
        "$rows = [pscustomobject]@{ Prompt = 'good'; OutFile = 'a.png'; Note = 1 },"
        + "[pscustomobject]@{ Prompt = 'bad'; OutFile = 'b.png'; Note = 2 },"
        + "[pscustomobject]@{ Prompt = ''; OutFile = 'c.png'; Note = 3 },"
        + "[pscustomobject]@{ Prompt = 'x'; OutFile = '{no}.png'; Note = 4 };";

    [Theory]
    [InlineData("New-AIImage")]
    [InlineData("New-AIImage -ThrottleLimit 4")]
    [InlineData("Get-AIImageStream -Api Responses -PartialImages 0")]
    [InlineData("Edit-AIImage -Path in.png")]
    [InlineData("Edit-AIImage -Image in.png")]
    public async Task Of_a_row_it_is_the_row_before_and_after_the_service(string command)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(AnswerAsync);
        using ModuleSession session = ModuleSession.With(service);
        File.WriteAllBytes(session.PathOf("in.png"), Samples.Png);

        RunResult result = session.Run($"{Rows} $rows | {command}");

        ErrorRecord[] errors = [.. result.Errors.OrderBy(error => ((AIImageException)error.Exception).Index)];
        Assert.Equal([1, 2, 3], errors.Select(error => ((AIImageException)error.Exception).Index));
        Assert.Equal(
            [2, 3, 4], errors.Select(error => (int)((PSObject)error.TargetObject).Properties["Note"].Value));
        Assert.StartsWith("Index 1 ('bad'): ", errors[0].ToString());
        Assert.StartsWith("Index 2: ", errors[1].ToString());
        Assert.StartsWith("Index 3 ('x'): ", errors[2].ToString());
    }

    [Fact]
    public async Task What_failed_is_a_list_that_can_be_run_again()
    {
        bool isWell = false;
        await using LoopbackService service = await LoopbackService.StartAsync((context, request) =>
            isWell ? LoopbackService.WriteJsonAsync(context, Samples.Response()) : AnswerAsync(context, request));
        using ModuleSession session = ModuleSession.With(service);

        session.Run($"{Rows} $null = $rows[0..1] | New-AIImage -ErrorVariable failed -ErrorAction SilentlyContinue");
        isWell = true;
        RunResult again = session.Run("$failed.TargetObject | New-AIImage").ThrowIfFailed();

        Assert.Equal(session.PathOf("b.png"), Assert.Single(again.Images).FullName);
    }

    [Theory]
    [InlineData("'good', 'bad' | New-AIImage", "Index 1 ('bad'): ", 1)]
    [InlineData("New-AIImage bad", "", 0)]
    [InlineData("Get-AIImageStream bad -PartialImages 0", "", 0)]
    [InlineData("Edit-AIImage bad -Image in.png", "", 0)]
    [InlineData("'in.png', 'in.png' | Edit-AIImage bad", "Index 1 ('in.png'): ", 1)]
    [InlineData("[System.IO.FileInfo]\"$PWD/in.png\" | Edit-AIImage bad", "Index 0 ('in.png'): ", 0)]
    [InlineData("Edit-AIImage bad -LiteralPath in.png, in.png", "Index 1 ('in.png'): ", 1)]
    [InlineData("Edit-AIImage bad -Path nothing*, in.png", "Index 1 ('", 1)]
    [InlineData("New-AIImage good | Edit-AIImage bad", "Index 0 ('good'): ", 0)]
    [InlineData(",$bytes | Edit-AIImage bad", "Index 0: ", 0)]
    public async Task The_message_names_the_input_where_many_run(string command, string beginning, int index)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(AnswerAsync);
        using ModuleSession session = ModuleSession.With(service);
        File.WriteAllBytes(session.PathOf("in.png"), Samples.Png);

        ErrorRecord error = session.Run(command, ("bytes", Samples.Png)).Errors[^1];

        Assert.Equal(index, ((AIImageException)error.Exception).Index);
        Assert.StartsWith(beginning + (beginning.EndsWith("('") ? "" : "The service says no"), error.ToString());
        Assert.NotNull(error.TargetObject);
    }

    [Theory]
    [InlineData("Wait-AIImage")]
    [InlineData("Stop-AIImage")]
    [InlineData("Remove-AIImage")]
    [InlineData("Get-AIImage")]
    public async Task Of_a_row_that_names_a_response_it_is_the_row(string command)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Error("not there"), 404);
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run(
            "[pscustomobject]@{ ResponseId = 'resp_1'; Note = 1 }, "
            + $"[pscustomobject]@{{ ResponseId = 'resp_2'; Note = 2 }} | {command}");

        Assert.Equal(
            [(0, 1), (1, 2)],
            result.Errors.Select(error => ((AIImageException)error.Exception).Index!.Value).Zip(Notes(result)).Order());
    }

    [Theory]
    [InlineData("[pscustomobject]@{ Path = 'gone.png'; Note = 1 } | Save-AIImage x.png")]
    [InlineData("[pscustomobject]@{ Path = 'gone.png'; Note = 1 } | Get-AIImage")]
    [InlineData("[pscustomobject]@{ Path = 'text.png'; Note = 1 } | Get-AIImage")]
    [InlineData("[pscustomobject]@{ Path = 'text.png'; Note = 1 } | Edit-AIImage x")]
    [InlineData("[pscustomobject]@{ Nothing = 0; Note = 1 } | Save-AIImage x.png")]
    public void Of_a_row_that_names_a_file_it_is_the_row(string command)
    {
        using ModuleSession session = ModuleSession.WithSandbox();
        File.WriteAllText(session.PathOf("text.png"), "not an image");

        Assert.Equal([1], Notes(session.Run(command)));
    }

    [Fact]
    public async Task Of_a_combined_edit_it_is_all_of_its_inputs()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(AnswerAsync);
        using ModuleSession session = ModuleSession.With(service);
        File.WriteAllBytes(session.PathOf("in.png"), Samples.Png);

        RunResult result = session.Run("'in.png', './in.png' | Edit-AIImage bad -Combine");

        Assert.Equal(["in.png", "./in.png"], Assert.IsType<object[]>(result.Error.TargetObject));
    }

    private static IEnumerable<int> Notes(RunResult result) =>
        result.Errors.Select(error => (int)((PSObject)error.TargetObject).Properties["Note"].Value);

    private static Task AnswerAsync(HttpContext context, ReceivedRequest request)
    {
        if (request.Text.Contains("\"bad\""))
        {
            return LoopbackService.WriteJsonAsync(context, Samples.Error("The service says no"), 400);
        }

        return request.TextAt("stream") == "true"
            ? StreamScript.WriteAsync(context)
            : LoopbackService.WriteJsonAsync(context, Samples.Response());
    }
}
