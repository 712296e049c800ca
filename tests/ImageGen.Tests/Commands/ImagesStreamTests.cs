using System.Linq;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
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
            """{"model":"gpt-image-2","prompt":"one","output_format":"png","stream":true,"partial_images":3}""",
            service.Requests[0].Json.ToJsonString());
        Assert.Equal(
            [0, 1, 2], result.Output.Select(item => item.BaseObject).OfType<AIImagePartial>().Select(e => e.PartialIndex));
        Assert.Equal(session.PathOf("one.png"), Assert.IsType<AIImage>(result.Output[^1].BaseObject).Path);
        Assert.Equal([session.PathOf("one.png")], session.AllFiles());
    }

    [Fact]
    public async Task A_stream_of_an_edit_is_a_form_that_asks_for_a_stream()
    {
        await using LoopbackService service = await ImagesScript.StartAsync();
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("New-AIImage one -Api Images | Get-AIImageStream two -Api Images").ThrowIfFailed();

        MultipartForm form = MultipartForm.Of(service.Requests[1]);
        Assert.Equal(("/v1/images/edits", "true", "2"), (service.Requests[1].Path, form.TextOf("stream"), form.TextOf("partial_images")));
        Assert.Equal(3, result.Output.Count);
    }
}
