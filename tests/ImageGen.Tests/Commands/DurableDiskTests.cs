using System.IO;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>-Durable when the disk does not play along: the image that was paid for is not lost.</summary>
public sealed class DurableDiskTests
{
    private const string Script = "New-AIImage 'a fox' -Durable -OutFile fox.png";

    [Fact]
    public async Task A_folder_that_becomes_a_file_costs_no_image()
    {
        await using BackgroundService service = await BackgroundService.StartAsync();
        using ModuleSession session = ModuleSession.With(service.Service);
        string folder = session.PathOf("out");
        service.Looks =
        [
            Looks.Then(
                () =>
                {
                    Directory.Delete(folder, recursive: true);
                    File.WriteAllText(folder, "in the way");
                },
                Looks.Whole),
        ];

        RunResult result = session.Run("New-AIImage 'a fox' -Durable -OutFile out/fox.png");

        Assert.Equal("ImageWriteFailed", result.ErrorId);
        AIImageException failure = Assert.IsType<AIImageException>(result.Error.Exception);
        Assert.Equal("resp_1", failure.ResponseId);
        Assert.Equal(Samples.Png, failure.Image?.Bytes);
        Assert.Contains("Save-AIImage", result.Error.ErrorDetails.RecommendedAction);
    }

    [Fact]
    public async Task A_target_that_becomes_a_folder_keeps_the_record()
    {
        await using BackgroundService service = await BackgroundService.StartAsync();
        using ModuleSession session = ModuleSession.With(service.Service);
        service.Looks = [
            Looks.Then(() => Directory.CreateDirectory(session.PathOf("fox.png/x")), Looks.Whole), Looks.Whole];

        RunResult result = session.Run(Script);
        Directory.Delete(session.PathOf("fox.png"), recursive: true);
        RunResult again = session.Run(Script + " -Resume").ThrowIfFailed();

        Assert.Equal("ImageWriteFailed", result.ErrorId);
        Assert.NotNull(((AIImageException)result.Error.Exception).Image);
        Assert.Equal("resp_1", Assert.Single(again.Images).ResponseId);
        Assert.Equal(1, service.Posts);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_to_is_found_before_anything_is_sent()
    {
        await using BackgroundService service = await BackgroundService.StartAsync();
        using ModuleSession session = ModuleSession.With(service.Service);
        File.WriteAllText(session.PathOf("out"), "no folder");

        RunResult result = session.Run("New-AIImage 'a fox' -Durable -OutFile out/fox.png");

        Assert.Equal("ImageWriteFailed", result.ErrorId);
        Assert.Empty(service.Service.Requests);
    }
}
