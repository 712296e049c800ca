using System.Linq;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>Markups: the Images API alone knows them, in a form.</summary>
public sealed class MarkupTests
{
    [Theory]
    [InlineData("image.png")]
    [InlineData("photo.jpg")]
    [InlineData("photo-turned.jpg")]
    public async Task A_markup_is_a_part_of_the_form(string image)
    {
        await using LoopbackService service = await ImagesScript.StartAsync();
        using ModuleSession session = MaskTests.With(service);

        session.Run($"Edit-AIImage x -Image {image} -Markup right.png -Api Images").ThrowIfFailed();

        MultipartForm form = MultipartForm.Of(Assert.Single(service.Requests));
        Assert.Equal(["model", "prompt", "image[]", "markup"], form.Names);
        Assert.Equal(Pngs.WithAlpha(), form.Find("markup")!.Body);
    }

    [Theory]
    [InlineData("gpt-image-2", true)]
    [InlineData("gpt-image-1.5", true)]
    [InlineData("gpt-image-2.6-flare", false)]
    public async Task What_the_table_says_of_markups_is_told(string model, bool isWarned)
    {
        await using LoopbackService service = await ImagesScript.StartAsync();
        using ModuleSession session = MaskTests.With(service);

        RunResult result = session.Run($"Edit-AIImage x -Image image.png -Markup right.png -Model {model}")
            .ThrowIfFailed();

        Assert.Equal(isWarned, result.Warnings.Any(warning => warning.Contains("-Markup") && warning.Contains(model)));
        Assert.Single(service.Requests);
    }

    [Theory]
    [InlineData("-Image image.png -Markup right.png", "-Api Images")]
    [InlineData("-Image image.png -Markup right.png -Api Responses -Model gpt-image-2", "-Api Images")]
    [InlineData("-Image image.png -Markup right.png -Mask right.png -Api Images", "-Mask")]
    [InlineData("-Image image.png -Markup right.png -Moderation low -Api Images", "-Moderation")]
    [InlineData("-Image file-1 -Markup right.png -Api Images", "files or bytes")]
    [InlineData("-Image https://example.com/a.png -Markup right.png -Api Images", "files or bytes")]
    [InlineData("-Image image.png -Markup file-2 -Api Images", "files or bytes")]
    [InlineData("-Image image.png -Markup https://example.com/a.png -Api Images", "files or bytes")]
    public async Task Where_no_markup_can_go_it_is_refused_with_the_way_round(string parameters, string words)
    {
        await using LoopbackService service = await ImagesScript.StartAsync();
        using ModuleSession session = MaskTests.With(service);

        RunResult result = session.Run($"Edit-AIImage x {parameters}");

        Assert.Equal("ServiceUnsupported", result.ErrorId);
        Assert.Contains(words, result.Error.ToString());
        Assert.Empty(service.Requests);
    }

    [Theory]
    [InlineData("bw.png", "no alpha channel", "transparent background")]
    [InlineData("opaque.png", "No pixel of the markup", "transparent background")]
    [InlineData("wide.png", "5x3 but the image is 4x3", "same size")]
    [InlineData("photo.jpg", "image/jpeg", "PNG")]
    [InlineData("ig_1", "-Markup", "Get-AIImage")]
    [InlineData("right.png, right.png", "-Markup", "one image")]
    public async Task A_markup_that_cannot_work_is_refused_with_the_reason_and_the_remedy(
        string markup, string reason, string remedy)
    {
        await using LoopbackService service = await ImagesScript.StartAsync();
        using ModuleSession session = MaskTests.With(service);

        RunResult result = session.Run($"Edit-AIImage x -Image image.png -Markup {markup} -Api Images");

        Assert.Equal("MaskInvalid", result.ErrorId);
        Assert.Contains(reason, result.Error.ToString());
        Assert.Contains(remedy, result.Error.ToString());
        Assert.Empty(service.Requests);
    }

    [Theory]
    [InlineData("New-AIImage one | Edit-AIImage two -Markup right.png -Api Images")]
    [InlineData("New-AIImage one -Model gpt-image-2 | Edit-AIImage two -Markup right.png -Model gpt-image-2")]
    public async Task A_markup_lies_over_an_earlier_result(string script)
    {
        await using LoopbackService service = await ImagesScript.StartAsync(Pngs.Opaque());
        using ModuleSession session = MaskTests.With(service);

        session.Run(script).ThrowIfFailed();

        Assert.Equal(Pngs.Opaque(), MultipartForm.Of(service.Requests[1]).Find("image[]")!.Body);
    }
}
