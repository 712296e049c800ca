using System.IO;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>Paths that no system can hold: an error with an id, for nothing that was paid.</summary>
public sealed class ImpossiblePathTests
{
    [Theory]
    [InlineData("New-AIImage 'a fox' -OutFile $bad")]
    [InlineData("Get-AIImageStream 'a fox' -OutFile $bad")]
    [InlineData("New-AIImage 'a fox' -OutFile $bad -Durable")]
    [InlineData("New-AIImage 'a fox' -OutFile $bad -Resume")]
    [InlineData("Edit-AIImage 'in the snow' -Image ./in.png -OutFile $bad")]
    [InlineData("Edit-AIImage 'in the snow' -LiteralPath $bad")]
    [InlineData("Get-AIImage -LiteralPath $bad")]
    public async Task Nothing_is_sent_for_a_path_that_cannot_be(string command)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);
        File.WriteAllBytes(session.PathOf("in.png"), Samples.Png);

        foreach (string bad in new[] { "a\0b.png", $"./{new string('x', 300)}/a.png" })
        {
            Assert.Equal(ErrorIds.InvalidRequest, session.Run(command, ("bad", bad)).ErrorId);
        }

        Assert.Empty(service.Requests);
    }

    [Theory]
    [InlineData("New-AIImage 'a fox' -OutFile $bad")]
    [InlineData("New-AIImage 'a fox' | Save-AIImage $bad")]
    public async Task Nothing_is_sent_for_a_folder_whose_name_the_disk_cannot_hold(string command)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        foreach (string bad in new[] { new string('x', 300), $"./{new string('x', 300)}/" })
        {
            RunResult result = session.Run(command, ("bad", bad));

            Assert.Equal(ErrorIds.InvalidRequest, result.ErrorId);
            Assert.Contains("255", result.Error.ToString());
        }

        Assert.Empty(service.Requests);
    }

    [Fact]
    public async Task The_pipeline_goes_on_after_a_row_whose_file_cannot_be()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run(
            "[pscustomobject]@{ Prompt = 'a'; OutFile = $bad }, "
            + "[pscustomobject]@{ Prompt = 'b'; OutFile = 'b.png' } | New-AIImage",
            ("bad", "a\0.png"));

        Assert.Equal(ErrorIds.InvalidRequest, result.ErrorId);
        Assert.Equal(session.PathOf("b.png"), Assert.Single(result.Images).FullName);
        Assert.Single(service.Requests);
    }

    [Theory]
    [InlineData("Edit-AIImage 'in the snow' -Image $bad")]
    [InlineData("Edit-AIImage 'in the snow' -Path $bad")]
    [InlineData("Edit-AIImage 'in the snow' -Image ./in.png -Mask $bad")]
    [InlineData("Get-AIImage $bad")]
    [InlineData("$bad | Get-AIImage")]
    public async Task An_input_that_cannot_be_is_not_read(string command)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);
        File.WriteAllBytes(session.PathOf("in.png"), Samples.Png);

        RunResult result = session.Run(command, ("bad", "a\0b.png"));

        Assert.Contains(result.ErrorId, new[] { ErrorIds.ImageReadFailed, ErrorIds.MaskInvalid });
        Assert.Empty(service.Requests);
    }

    [Fact]
    public void A_file_that_cannot_be_is_not_saved_to()
    {
        using ModuleSession session = ModuleSession.WithSandbox();

        Assert.Equal(
            ErrorIds.InvalidRequest,
            session.Run("New-AIImage 'a fox' | Save-AIImage $bad", ("bad", "a\0b.png")).ErrorId);
        Assert.Empty(session.AllFiles());
    }
}
