using System.Linq;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>How many partial images a row asks for.</summary>
public sealed class PartialImageTests
{
    [Theory]
    [InlineData("@{ Prompt = 'a fox'; OutputFormat = 'svg' }", "0", 0)]
    [InlineData("@{ Prompt = 'a fox'; OutFile = './fox.svg' }", "0", 0)]
    [InlineData("@{ Prompt = 'a fox'; OutputFormat = 'gif'; PartialImages = '1' }", "1", 1)]
    [InlineData("@{ Prompt = 'a fox'; OutputFormat = 'webp' }", "2", 0)]
    public async Task A_format_without_partial_images_of_a_row_gets_none_unless_the_row_asks(
        string row, string partials, int warned)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(
            (context, _) => StreamScript.WriteAsync(context));
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run($"[pscustomobject]{row} | Get-AIImageStream").ThrowIfFailed();

        Assert.Equal(partials, Assert.Single(service.Requests).TextAt("tools.0.partial_images"));
        Assert.Equal(warned, result.Warnings.Count(text => text.Contains("-PartialImages")));
    }
}
