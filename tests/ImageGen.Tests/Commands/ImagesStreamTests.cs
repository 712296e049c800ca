using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>Get-AIImageStream over the Images API.</summary>
public sealed class ImagesStreamTests
{
    [Fact]
    public async Task A_stream_over_the_images_api_gives_previews_and_the_image()
    {
        await using LoopbackService service = await ImagesScript.StartAsync();
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run(
            "Get-AIImageStream one -Model gpt-image-2 -PartialImages 3 -OutFile one.png").ThrowIfFailed();

        Assert.Equal(
            """{"model":"gpt-image-2","prompt":"one","stream":true,"output_format":"png","partial_images":3}""",
            service.Requests[0].Json.ToJsonString());
        Assert.Equal(
            [0, 1, 2], result.Output.Select(item => item.BaseObject)
                .OfType<AIImagePartial>().Select(e => e.PartialIndex));
        Assert.Equal(session.PathOf("one.png"), Assert.IsType<AIImage>(result.Output[^1].BaseObject).FullName);
        Assert.Equal([session.PathOf("one.png")], session.AllFiles());
    }

    [Fact]
    public async Task A_stream_of_an_edit_is_a_form_that_asks_for_a_stream()
    {
        await using LoopbackService service = await ImagesScript.StartAsync();
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("New-AIImage one -Api Images | Get-AIImageStream two -Api Images")
            .ThrowIfFailed();

        MultipartForm form = MultipartForm.Of(service.Requests[1]);
        Assert.Equal(("/v1/images/edits", "true", "2"), (
            service.Requests[1].Path, form.TextOf("stream"), form.TextOf("partial_images")));
        Assert.Equal(3, result.Output.Count);
    }

    [Fact]
    public async Task An_image_before_the_break_of_a_stream_is_saved_and_the_break_is_an_error()
    {
        TaskCompletionSource seen = new();
        await using LoopbackService service = await LoopbackService.StartAsync(async (context, _) =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync(ImagesScript.Completed([.. Samples.Png, .. new byte[100_000]]));
            await context.Response.Body.FlushAsync();
            await seen.Task.Soon();
            context.Abort();
        });
        using ModuleSession session = ModuleSession.With(service);
        using PowerShell shell = session.Create("Get-AIImageStream x -Model gpt-image-2 -Count 2 -OutFile x.png");
        PSDataCollection<PSObject> output = [];
        output.DataAdded += (_, _) => seen.TrySetResult();

        await shell.InvokeAsync<PSObject, PSObject>(null, output).Soon();

        Assert.StartsWith("ResultUnknown", Assert.Single(shell.Streams.Error).FullyQualifiedErrorId);
        Assert.Equal(session.PathOf("x-1.png"), Assert.IsType<AIImage>(Assert.Single(output).BaseObject).FullName);
        Assert.Equal([session.PathOf("x-1.png")], session.AllFiles());
        Assert.Single(service.Requests);
    }
}
