using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>Get-AIImageStream against a server that sends each event when it is told to.</summary>
public sealed class StreamTests
{
    [Fact]
    public async Task Each_partial_is_in_the_pipeline_before_the_next_event_is_sent()
    {
        ConcurrentQueue<string> order = new();
        TaskCompletionSource[] seen = [new(), new(), new()];
        await using LoopbackService service = await LoopbackService.StartAsync(async (context, _) =>
        {
            await StreamScript.CreatedAsync(context);
            for (int index = 0; index < 2; index++)
            {
                order.Enqueue($"sent {index}");
                await StreamScript.PartialAsync(context, index);
                await seen[index].Task;
            }

            order.Enqueue("sent final");
            await StreamScript.CompletedAsync(context);
        });
        using ModuleSession session = ModuleSession.With(service);
        using PowerShell shell = session.Create("Get-AIImageStream 'a fox'");
        PSDataCollection<PSObject> output = [];
        int count = 0;
        output.DataAdded += (_, e) =>
        {
            order.Enqueue(
                $"seen {(output[e.Index].BaseObject is AIImagePartial partial ? partial.PartialIndex : "final")}");
            seen[count++].SetResult();
        };

        await shell.InvokeAsync<PSObject, PSObject>(null, output).Soon();

        Assert.Equal(["sent 0", "seen 0", "sent 1", "seen 1", "sent final", "seen final"], order);
    }

    [Fact]
    public async Task The_final_image_is_an_ordinary_image()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(
            (context, _) => StreamScript.WriteAsync(context));
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("Get-AIImageStream 'a fox'").ThrowIfFailed();

        AIImagePartial[] partials = [.. result.Output.Select(item => item.BaseObject).OfType<AIImagePartial>()];
        Assert.Equal([0, 1], partials.Select(partial => partial.PartialIndex));
        Assert.All(partials, partial =>
        {
            Assert.False(partial.IsFinal);
            Assert.Equal(Samples.Png, partial.Bytes);
            Assert.Equal(("png", 1, 1), (partial.Format, partial.Width, partial.Height));
            Assert.Equal(("resp_1", "ig_1", "a fox"), (partial.ResponseId, partial.Id, partial.Prompt));
        });
        AIImage final = Assert.IsType<AIImage>(result.Output[^1].BaseObject);
        Assert.True(final.IsFinal);
        Assert.Equal(("resp_1", "ig_1", "completed"), (final.ResponseId, final.Id, final.Status));
        Assert.Equal(Samples.Png, final.Bytes);
        Assert.NotNull(final.Cost);
    }

    [Theory]
    [InlineData("", "2")]
    [InlineData("-PartialImages 0", "0")]
    [InlineData("-PartialImages 3", "3")]
    [InlineData("-OutputFormat jpeg", "2")]
    [InlineData("-OutputFormat gif", "0")]
    [InlineData("-OutputFormat SVG", "0")]
    [InlineData("-OutFile ./fox.gif", "0")]
    [InlineData("-OutFile ./fox.svg -OutputFormat png", "2")]
    [InlineData("-OutputFormat svg -PartialImages 3", "3")]
    public async Task The_request_asks_for_a_stream_and_for_partial_images(string parameters, string partials)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(
            (context, _) => StreamScript.WriteAsync(context));
        using ModuleSession session = ModuleSession.With(service);

        session.Run($"Get-AIImageStream 'a fox' {parameters}").ThrowIfFailed();

        Assert.Equal("true", service.Requests[0].TextAt("stream"));
        Assert.Equal(partials, service.Requests[0].TextAt("tools.0.partial_images"));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    public async Task Fewer_or_more_partial_images_than_there_can_be_are_refused(int partials)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(
            (context, _) => StreamScript.WriteAsync(context));
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run($"Get-AIImageStream 'a fox' -PartialImages {partials}");

        Assert.Equal("InvalidRequest", result.ErrorId);
        Assert.Empty(service.Requests);
    }

    [Fact]
    public async Task A_preview_that_nobody_asked_for_is_not_emitted()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(
            (context, _) => StreamScript.WriteAsync(context));
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("Get-AIImageStream 'a fox' -PartialImages 0").ThrowIfFailed();

        Assert.IsType<AIImage>(Assert.Single(result.Output).BaseObject);
    }

    [Fact]
    public async Task The_final_image_chains_into_an_edit()
    {
        await using LoopbackService service = await StartBothAsync();
        using ModuleSession session = ModuleSession.With(service);

        session.Run("Get-AIImageStream one | ForEach-Object { if ($_.IsFinal) { $_ } } | Edit-AIImage two")
            .ThrowIfFailed();

        Assert.Equal("resp_1", (string?)service.Requests[1].At("previous_response_id"));
    }

    [Fact]
    public async Task An_image_of_the_pipeline_makes_it_an_edit()
    {
        await using LoopbackService service = await StartBothAsync();
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("New-AIImage one | Get-AIImageStream two").ThrowIfFailed();

        Assert.Equal("resp_1", (string?)service.Requests[1].At("previous_response_id"));
        Assert.Equal("edit", (string?)service.Requests[1].At("tools.0.action"));
        Assert.Null(service.Requests[1].At("tools.0.size"));
        Assert.Equal("two", ((AIImage)result.Output[^1].BaseObject).Prompt);
        Assert.Equal("two", ((AIImagePartial)result.Output[0].BaseObject).Prompt);
    }

    [Fact]
    public async Task Rows_of_prompts_are_generated()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(
            (context, _) => StreamScript.WriteAsync(context));
        using ModuleSession session = ModuleSession.With(service);

        session.Run("""
            [pscustomobject]@{ Prompt = 'one'; Quality = 'low'; PartialImages = '' },
            [pscustomobject]@{ Prompt = 'two' } |
                Get-AIImageStream
            """).ThrowIfFailed();

        Assert.Equal(["\"low\"", null], service.Requests.Select(request => request.TextAt("tools.0.quality")));
        Assert.All(service.Requests, request => Assert.Null(request.At("tools.0.action")));
    }

    [Fact]
    public async Task A_stream_that_ends_without_an_image_is_an_error()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(async (context, _) =>
        {
            await StreamScript.CreatedAsync(context);
            await StreamScript.PartialAsync(context, 0);
        });
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("Get-AIImageStream 'a fox' -OutFile fox.png");

        Assert.Equal("StreamIncomplete", result.ErrorId);
        Assert.Contains("resp_1", result.Error.ToString());
        Assert.Equal("a fox", result.Error.TargetObject);
        Assert.IsType<AIImagePartial>(Assert.Single(result.Output).BaseObject);
        Assert.Empty(Directory.GetFileSystemEntries(session.Folder));
    }

    [Fact]
    public async Task A_stream_that_is_cut_says_that_the_result_is_unknown()
    {
        TaskCompletionSource seen = new();
        await using LoopbackService service = await LoopbackService.StartAsync(async (context, request) =>
        {
            if (request.Method == "GET")
            {
                await LoopbackService.WriteJsonAsync(
                    context, Samples.Error("Response with id 'resp_1' not found."), 404);
                return;
            }

            await StreamScript.CreatedAsync(context);
            await StreamScript.PartialAsync(context, 0);
            await seen.Task.Soon();
            context.Abort();
        });
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run(
            "Get-AIImageStream 'a fox' | ForEach-Object { $seen.SetResult() }", ("seen", seen));

        Assert.Equal("ResultUnknown", result.ErrorId);
        Assert.Contains("resp_1", result.Error.ToString());
        Assert.Equal(["POST", "GET"], service.Requests.Select(request => request.Method));
    }

    [Fact]
    public async Task An_error_of_the_stream_is_an_error_with_the_words_of_the_service()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(async (context, _) =>
        {
            await StreamScript.CreatedAsync(context);
            await LoopbackService.WriteEventAsync(
                context, "error",
                """{"type":"error","code":"moderation_blocked","message":"not allowed","param":null}""");
        });
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("Get-AIImageStream 'a fox'");

        Assert.Equal("ContentRejected", result.ErrorId);
        Assert.Contains("not allowed", result.Error.ToString());
    }

    [Fact]
    public async Task OutFile_takes_the_final_image_alone()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(
            (context, _) => StreamScript.WriteAsync(context));
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("Get-AIImageStream 'a fox' -OutFile fox.png").ThrowIfFailed();

        Assert.Equal(3, result.Output.Count);
        Assert.Equal([session.PathOf("fox.png")], Directory.GetFileSystemEntries(session.Folder));
    }

    private static Task<LoopbackService> StartBothAsync() => LoopbackService.StartAsync((context, request) =>
        request.At("stream") is null
            ? LoopbackService.WriteJsonAsync(context, Samples.Response())
            : StreamScript.WriteAsync(context));
}
