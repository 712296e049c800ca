using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

public sealed class DifferenceTests
{
    [Theory]
    [InlineData("-Size 1536x1024", "The size is 1x1, not 1536x1024 as requested.")]
    [InlineData("-Quality low", "The quality is high, not low as requested.")]
    [InlineData("-Background transparent", "The background is opaque, not transparent as requested.")]
    [InlineData("-OutputFormat webp", "The format is png, not webp as requested.")]
    [InlineData("-OutFile fox.jpg", "The format is png, not jpeg as requested.")]
    [InlineData("-OutputFormat png -OutFile fox.jpg", "The file has the extension of jpeg, but the image is png.")]
    public async Task What_differs_from_what_was_asked_is_a_warning_once_a_call(string parameters, string warning)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);
        string several = parameters.Replace("fox.jpg", "'{n}-{index}.jpg'");

        RunResult result = session.Run($"'a', 'b' | New-AIImage {several}").ThrowIfFailed();

        Assert.Equal([warning], result.Warnings);
        Assert.Equal(2, result.Images.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Size auto -Quality auto -Background auto")]
    [InlineData("-Quality HIGH -OutputFormat png -Background opaque")]
    public async Task What_was_left_open_or_is_as_asked_is_no_warning(string parameters)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        Assert.Empty(session.Run($"New-AIImage 'a fox' {parameters}").ThrowIfFailed().Warnings);
    }
}
