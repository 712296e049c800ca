using System.Linq;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>What the table knows is said once, and the request goes out unchanged.</summary>
public sealed class OptionWarningTests
{
    [Fact]
    public async Task An_option_that_will_be_refused_is_warned_of_once_and_sent()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run(
            "'a', 'b', 'c' | New-AIImage -ImageModel gpt-image-2 -Quality xhigh -Size 1000x1000").ThrowIfFailed();

        Assert.Equal(2, OfTheTable(result).Length);
        Assert.Contains(result.Warnings, warning => warning.Contains("1008x1008"));
        Assert.Equal(["\"xhigh\"", "\"xhigh\"", "\"xhigh\""], service.Requests.Select(
            request => request.TextAt("tools.0.quality")));
    }

    [Fact]
    public async Task The_format_of_the_file_counts()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        RunResult png = session.Run("New-AIImage a -Background transparent -OutFile a.png").ThrowIfFailed();
        RunResult jpeg = session.Run("New-AIImage a -Background transparent -OutFile a.jpg -WhatIf").ThrowIfFailed();

        Assert.Empty(OfTheTable(png));
        Assert.Contains("png or webp", Assert.Single(jpeg.Warnings));
    }

    [Fact]
    public async Task Values_and_models_that_are_new_to_the_table_pass_without_a_word()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("""
            $null = New-AIImage a -ImageModel gpt-image-9 -Size 7x7 -Quality ultra
            $null = New-AIImage a -Quality ultra -Background gradient -OutputFormat avif -Complexity extreme
            """).ThrowIfFailed();

        Assert.Empty(OfTheTable(result));
    }

    /// <summary>All but what is said of the image after it came.</summary>
    private static string[] OfTheTable(RunResult result) =>
        [.. result.Warnings.Where(warning => !warning.EndsWith("as requested."))];
}
