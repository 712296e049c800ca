using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>A template is a path of PowerShell, whose tokens are none of its business.</summary>
public sealed class TemplatePathTests
{
    [Theory]
    [InlineData("boats/{index:000}.png", "boats/000.png")]
    [InlineData("out\\{index:000}", "out/000.png")]
    [InlineData("out\\{date:yyyy}\\{index:000}.png", "out/2???/000.png")]
    [InlineData("../x/{index:000}", "../x/000.png")]
    [InlineData("..\\x\\{index:000}", "../x/000.png")]
    [InlineData("{index:000}", "000.png")]
    [InlineData("{date:yyyy}", "2???.png")]
    [InlineData("{date:yyyyMMddTHHmmss}-{slug}.png", "2??????????????-a-fox.png")]
    [InlineData("a-{n:00}/{index:0}{n}.png", "a-01/01.png")]
    [InlineData("FileSystem::$here/{index:000}.png", "000.png")]
    [InlineData("$here/deep/{index:000}.png", "deep/000.png")]
    public async Task The_colon_of_a_format_is_no_drive(string path, string expected)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);
        string here = Directory.CreateDirectory(session.PathOf("here")).FullName;
        session.Runspace.SessionStateProxy.Path.SetLocation(here);
        string wanted = Regex.Escape(Path.GetFullPath(Path.Combine(here, expected))).Replace("\\?", "[0-9T]");
        string[] commands =
        [
            "New-AIImage 'a fox' -OutFile $path -Force",
            "New-AIImage 'a fox' | Save-AIImage $path -Force -PassThru",
            "[pscustomobject]@{ Prompt = 'a fox'; OutFile = $path } | New-AIImage -Force",
        ];

        foreach (string command in commands)
        {
            RunResult result = session.Run(command, ("path", path.Replace("$here", here))).ThrowIfFailed();

            Assert.Matches($"^{wanted}$", Assert.Single(result.Images).FullName);
        }
    }

    [Theory]
    [InlineData("{index:0.0}", "{index:000}")]
    [InlineData("{index:yyyy}", "{index:000}")]
    [InlineData("{index:#}", "{index:000}")]
    [InlineData("{index:}", "{index:000}")]
    [InlineData("{n:X}", "{n:000}")]
    [InlineData("{date:00}", "yyyy-MM-dd")]
    [InlineData("{date:yyyy/MM}", "yyyy-MM-dd")]
    [InlineData("{date:yyyy\\MM}", "yyyy-MM-dd")]
    [InlineData("{date:HH:mm}", "yyyy-MM-dd")]
    [InlineData("{date:_}", "yyyy-MM-dd")]
    [InlineData("{slug:x}", "{slug} has no format")]
    [InlineData("{name:0}", "{name} has no format")]
    [InlineData("{id:000}", "{id} has no format")]
    [InlineData("{MODEL:x}", "{model} has no format")]
    public async Task A_format_that_a_token_does_not_know_is_an_error_before_anything_is_sent(
        string token, string words)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);
        string[] commands =
        [
            "New-AIImage 'a fox' -OutFile $path", "Edit-AIImage x -Image file-1 -OutFile $path",
            "[pscustomobject]@{ Prompt = 'a fox'; OutFile = $path } | New-AIImage -Durable",
            "Get-AIImageStream 'a fox' -OutFile $path", "New-AIImage 'a fox' | Save-AIImage $path",
        ];

        foreach (string command in commands)
        {
            RunResult result = session.Run(command, ("path", $"out/{token}.png"));

            Assert.Equal("InvalidRequest", result.ErrorId);
            Assert.Contains($"'{token}'", result.Error.ToString());
            Assert.Contains(words, result.Error.ToString());
        }

        Assert.Empty(service.Requests);
        Assert.Empty(session.AllFiles());
    }

    [Fact]
    public async Task The_name_of_the_source_is_a_token_for_edits_and_for_saving_them()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);
        File.WriteAllBytes(session.PathOf("boat.png"), Samples.Png);

        RunResult result = session.Run("""
            Edit-AIImage x -Path boat.png -OutFile 'out/{name}-{index:00}.png'
            Edit-AIImage x -Path boat.png | Save-AIImage 'saved/{name}-{n:00}' -PassThru
            """).ThrowIfFailed();

        Assert.Equal(
            [session.PathOf("out/boat-00.png"), session.PathOf("saved/boat-01.png")],
            result.Images.Select(image => image.FullName));
        Assert.Equal("InvalidRequest", session.Run("New-AIImage x -OutFile '{name}.png'").ErrorId);
    }
}
