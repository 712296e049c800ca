using System.IO;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>No text of a prompt, a model or the service leads a file to another place.</summary>
public sealed class OutFileSafetyTests
{
    [Theory]
    [InlineData("../../etc/passwd", "{slug}")]
    [InlineData("/etc/passwd", "{slug}")]
    [InlineData("..", "{slug}")]
    [InlineData("C:\\Windows\\x", "{slug}")]
    [InlineData("NUL", "{slug}")]
    [InlineData("\u202egnp.exe", "{slug}")]
    [InlineData("{id}{model}", "{slug}")]
    public async Task No_prompt_leads_out_of_the_folder(string prompt, string outFile)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response(callId: "ig_/../../x"));
        using ModuleSession session = ModuleSession.With(service);

        session.Run("New-AIImage $p -OutFile $o", ("p", prompt), ("o", outFile)).ThrowIfFailed();

        string file = Assert.Single(session.AllFiles());
        Assert.Equal(session.Folder, Path.GetDirectoryName(file));
        Assert.DoesNotContain('\u202e', file);
    }

    [Fact]
    public async Task No_id_or_model_of_the_service_leads_out_of_the_folder()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(
            Samples.Response(callId: "../../ig\\u0000x"));
        using ModuleSession session = ModuleSession.With(service);

        session.Run("New-AIImage a -ImageModel '../../m/../x' -OutFile '{model}{id}.png'").ThrowIfFailed();

        Assert.Equal(session.Folder, Path.GetDirectoryName(Assert.Single(session.AllFiles())));
    }

    [Theory]
    [InlineData("./{nonsense}.png")]
    [InlineData("Env:/fox.png")]
    [InlineData("nodrive:/fox.png")]
    public async Task A_path_that_cannot_be_is_an_error_before_anything_is_sent(string outFile)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run($"New-AIImage 'a fox' -OutFile '{outFile}'");

        Assert.Equal("InvalidRequest", result.ErrorId);
        Assert.Empty(service.Requests);
    }
}
