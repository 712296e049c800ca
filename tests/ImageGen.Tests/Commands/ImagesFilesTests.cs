using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>Several images of one request, and the files that they go to.</summary>
public sealed class ImagesFilesTests
{
    private static readonly byte[] s_large = [.. Samples.Png, .. new byte[100_000]];

    [Theory]
    [InlineData(1, new[] { 1 })]
    [InlineData(2, new[] { 2 })]
    [InlineData(10, new[] { 10 })]
    [InlineData(11, new[] { 10, 1 })]
    [InlineData(12, new[] { 10, 2 })]
    [InlineData(25, new[] { 10, 10, 5 })]
    public async Task One_request_makes_up_to_ten_images(int count, int[] each)
    {
        await using LoopbackService service = await ImagesScript.StartAsync();
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run($"New-AIImage 'a fox' -Model gpt-image-2 -Count {count} -OutFile fox.png")
            .ThrowIfFailed();

        Assert.Equal(each, service.Requests.Select(request => (int?)request.At("n") ?? 1));
        Assert.All(service.Requests, request => Assert.NotEqual(1, (int?)request.At("n")));
        Assert.Equal(count, result.Images.Count);
        string[] names = count == 1
            ? ["fox.png"]
            : [.. Enumerable.Range(1, count).Select(number => $"fox-{number}.png")];
        Assert.Equal(names.Select(session.PathOf), result.Images.Select(image => image.FullName));
        Assert.Equal(names.Select(session.PathOf).Order(System.StringComparer.Ordinal), session.AllFiles());
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public async Task Count_over_the_images_api_is_one_form_of_an_edit()
    {
        await using LoopbackService service = await ImagesScript.StartAsync();
        using ModuleSession session = ModuleSession.With(service);
        File.WriteAllBytes(session.PathOf("fox.png"), Samples.Png);

        RunResult result = session.Run("'fox.png' | Edit-AIImage x -Model gpt-image-2 -Count 3").ThrowIfFailed();

        Assert.Equal("3", MultipartForm.Of(Assert.Single(service.Requests)).TextOf("n"));
        Assert.Equal(3, result.Images.Count);
        Assert.All(result.Images, image => Assert.Equal(session.PathOf("fox.png"), image.ParentPath));
    }

    [Theory]
    [InlineData("New-AIImage x -Model gpt-image-2 -Count 3")]
    [InlineData("New-AIImage x -Model gpt-image-2 -Count 3 -OutFile x.png")]
    public async Task Fewer_images_than_asked_for_draw_a_warning(string script)
    {
        await using LoopbackService service = await ImagesScript.StartAsync(atMost: 2);
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run(script).ThrowIfFailed();

        Assert.Equal(2, result.Images.Count);
        string warning = Assert.Single(result.Warnings);
        Assert.Contains("2", warning);
        Assert.Contains("3", warning);
    }

    [Fact]
    public async Task An_image_that_came_unasked_is_kept_beside_the_others()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(
            ImagesScript.Answer(s_large, Samples.Png));
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("New-AIImage x -Model gpt-image-2 -OutFile x.png").ThrowIfFailed();

        Assert.Equal(["x.png", "x-2.png"], result.Images.Select(image => Path.GetFileName(image.FullName)));
        Assert.Equal(2, session.AllFiles().Count);
    }

    [Fact]
    public async Task Large_images_go_straight_to_their_files_and_nothing_else_is_left()
    {
        await using LoopbackService service = await ImagesScript.StartAsync(s_large);
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("New-AIImage x -Model gpt-image-2 -Count 3 -OutFile new/x.png -Sidecar")
            .ThrowIfFailed();

        Assert.All(result.Images, image => Assert.False(image.IsInMemory));
        Assert.All(result.Images, image => Assert.Equal(s_large, File.ReadAllBytes(image.FullName!)));
        Assert.All(session.AllFiles(), file => Assert.Matches("new.x-[123]\\.png(\\.json)?$", file));
        Assert.Equal(6, session.AllFiles().Count);
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("broken")]
    [InlineData("refused")]
    [InlineData("empty")]
    public async Task A_failure_leaves_no_file(string failure)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(
            (context, _) => FailAsync(context, failure));
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run(
            "New-AIImage x -Model gpt-image-2 -Count 2 -OutFile new/x.png -MaximumRetryCount 0");

        Assert.Single(result.Errors);
        Assert.Empty(result.Images);
        Assert.Empty(session.AllFiles());
        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task What_was_whole_before_the_cut_is_saved_and_the_rest_is_an_error()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(async (context, _) =>
        {
            // Closed short of its length, not reset: a reset may overtake what was sent.
            string answer = ImagesScript.Answer(s_large, s_large);
            context.Response.ContentLength = answer.Length;
            await context.Response.WriteAsync(answer[..^5000]);
        });
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run(
            "New-AIImage x -Model gpt-image-2 -Count 2 -OutFile new/x.png -MaximumRetryCount 0");

        Assert.Equal("ResultUnknown", result.ErrorId);
        Assert.Equal(s_large, File.ReadAllBytes(Assert.Single(session.AllFiles())));
        Assert.Equal(s_large, Assert.Single(result.Images).Bytes);
        Assert.Contains(
            result.Warnings, warning => warning.Contains("The image is complete; its usage and cost are unknown."));
        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task An_existing_file_is_refused_before_anything_is_sent()
    {
        await using LoopbackService service = await ImagesScript.StartAsync();
        using ModuleSession session = ModuleSession.With(service);
        File.WriteAllText(session.PathOf("x-7.png"), "mine");

        RunResult result = session.Run("New-AIImage x -Model gpt-image-2 -Count 12 -OutFile x.png");

        Assert.Equal("FileExists", result.ErrorId);
        Assert.Empty(service.Requests);
        Assert.Equal("mine", File.ReadAllText(session.PathOf("x-7.png")));
    }

    [Fact]
    public async Task Resume_asks_for_the_images_that_are_missing()
    {
        await using LoopbackService service = await ImagesScript.StartAsync();
        using ModuleSession session = ModuleSession.With(service);
        File.WriteAllBytes(session.PathOf("x-2.png"), s_large);

        RunResult result = session.Run("New-AIImage x -Model gpt-image-2 -Count 4 -OutFile x.png -Resume")
            .ThrowIfFailed();

        Assert.Equal(3, (int?)Assert.Single(service.Requests).At("n"));
        Assert.Equal(
            ["x-2.png", "x-1.png", "x-3.png", "x-4.png"], result.Images.Select(image => image.Name));
        Assert.Equal(s_large, File.ReadAllBytes(session.PathOf("x-2.png")));
    }

    [Fact]
    public async Task Resume_of_a_finished_run_sends_nothing()
    {
        await using LoopbackService service = await ImagesScript.StartAsync();
        using ModuleSession session = ModuleSession.With(service);
        const string Script = "New-AIImage x -Model gpt-image-2 -Count 12 -OutFile x.png -Resume";

        session.Run(Script).ThrowIfFailed();
        RunResult result = session.Run(Script).ThrowIfFailed();

        Assert.Equal(2, service.Requests.Count);
        Assert.Equal(12, result.Images.Count);
    }

    private static async Task FailAsync(HttpContext context, string failure)
    {
        switch (failure)
        {
            case "cut":
                await context.Response.WriteAsync(ImagesScript.Answer(s_large, s_large)[..5000]);
                await context.Response.Body.FlushAsync();
                context.Abort();
                break;
            case "broken":
                await context.Response.WriteAsync($$"""{"data":[{"b64_json":"{{new string('!', 9000)}}"}]}""");
                break;
            case "refused":
                await LoopbackService.WriteJsonAsync(context, Samples.Error("No."), 400);
                break;
            default:
                await LoopbackService.WriteJsonAsync(context, """{"data":[]}""");
                break;
        }
    }
}
