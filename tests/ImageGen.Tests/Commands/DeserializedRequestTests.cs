using System;
using System.Globalization;
using System.IO;
using System.Management.Automation;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>
/// A request asks for the same after a job, Clixml or a CSV; numbers and times are those that were written, in whatever
/// culture.
/// </summary>
public sealed class DeserializedRequestTests
{
    private const string Again = """
        function Again($value) {
            [System.Management.Automation.PSSerializer]::Deserialize(
                [System.Management.Automation.PSSerializer]::Serialize($value))
        }
        """;

    [Theory]
    [InlineData("$new.Request", "New-AIImage")]
    [InlineData("(Again $new).Request", "New-AIImage")]
    [InlineData("(Again $new.Request)", "New-AIImage")]
    [InlineData("(Again (Again $new)).Request", "New-AIImage")]
    [InlineData("$new.Request", "Get-AIImageStream -PartialImages 0")]
    [InlineData("(Again $new).Request", "Get-AIImageStream -PartialImages 0")]
    [InlineData("$edit.Request", "Edit-AIImage")]
    [InlineData("(Again $edit).Request", "Edit-AIImage")]
    [InlineData("(Again $edit.Request)", "Edit-AIImage")]
    [InlineData("(Again $edit).Request", "Get-AIImageStream -PartialImages 0")]
    public async Task A_request_asks_for_the_same_wherever_it_comes_from(string request, string command)
    {
        await using LoopbackService service = await ImagesScript.StartAsync();
        using ModuleSession session = Prepare(service);

        session.Run($"{request} | {command}").ThrowIfFailed();

        ReceivedRequest first = service.Requests[request.Contains("$new", StringComparison.Ordinal) ? 0 : 1];
        ReceivedRequest last = service.Requests[^1];
        Assert.Equal(first.TextAt("input"), last.TextAt("input"));
        Assert.Equal(first.TextAt("tools.0.quality"), last.TextAt("tools.0.quality"));
        Assert.Equal(first.TextAt("tools.0.size"), last.TextAt("tools.0.size"));
        Assert.Equal(first.TextAt("model"), last.TextAt("model"));
    }

    [Theory]
    [InlineData("$edit.Request", "New-AIImage")]
    [InlineData("(Again $edit).Request", "New-AIImage")]
    [InlineData("(Again $edit.Request)", "New-AIImage")]
    [InlineData("(Again $bytes).Request", "New-AIImage")]
    [InlineData("(Again $bytes).Request", "Edit-AIImage")]
    [InlineData("(Again $bytes).Request", "Get-AIImageStream")]
    [InlineData("(Again $new).Request", "Edit-AIImage")]
    public async Task No_request_of_an_edit_draws_anew_and_none_without_its_source_is_sent(
        string request, string command)
    {
        await using LoopbackService service = await ImagesScript.StartAsync();
        using ModuleSession session = Prepare(service);
        int before = service.Requests.Count;

        RunResult result = session.Run($"{request} | {command}");

        Assert.Contains(result.ErrorId, new[] { "InvalidRequest", "ImageReadFailed" });
        Assert.Equal(before, service.Requests.Count);
    }

    [Fact]
    public async Task The_sidecar_of_an_image_that_came_back_has_its_request()
    {
        await using LoopbackService service = await ImagesScript.StartAsync();
        using ModuleSession session = Prepare(service);

        RunResult result = session.Run(
            "$null = Again $edit | Save-AIImage copy.png -Sidecar; (Get-AIImage copy.png).Request").ThrowIfFailed();

        AIImageRequest request = Assert.IsType<AIImageRequest>(Assert.Single(result.Output).BaseObject);
        Assert.Equal(("in the snow", "high"), (request.Prompt, request.Quality));
        Assert.Equal(session.PathOf("in.png"), Assert.Single(request.Image!));
    }

    [Fact]
    public async Task A_list_of_images_in_a_row_is_one_edit_of_all()
    {
        await using LoopbackService service = await ImagesScript.StartAsync();
        using ModuleSession session = Prepare(service);

        session.Run("[pscustomobject]@{ Prompt = 'both'; Image = 'in.png', 'in.png' } | Edit-AIImage").ThrowIfFailed();

        Assert.Equal("\"input_image\"", service.Requests[^1].TextAt("input.0.content.2.type"));
    }

    [Theory]
    [InlineData("de-DE", "de-DE", "0.154328")]
    [InlineData("de-DE", "en-US", null)]
    [InlineData("en-US", "de-DE", "0.154328")]
    [InlineData("fr-CH", "fr-CH", "0.154328")]
    [InlineData("", "", "0.154328")]
    public async Task The_cost_in_a_row_is_the_one_that_was_written_or_none(string written, string read, string? cost)
    {
        await using LoopbackService service = await ImagesScript.StartAsync();
        using ModuleSession session = Prepare(service);
        PSObject image = session.Run("$new").ThrowIfFailed().Output[0];
        DateTimeOffset created = new(2026, 2, 3, 4, 5, 6, TimeSpan.Zero);
        CultureInfo culture = CultureInfo.GetCultureInfo(written);
        File.WriteAllBytes(session.PathOf("row.png"), Samples.Png);

        RunResult result = session.Run($$"""
            [System.Threading.Thread]::CurrentThread.CurrentCulture = '{{read}}'
            [pscustomobject]@{ Path = 'row.png'; Cost = $cost; CreatedAt = $created } |
                Save-AIImage "copy.png" -PassThru -Sidecar
            Get-AIImage copy.png
            """,
            ("cost", ((AIImage)image.BaseObject).Cost!.Value.ToString(culture)),
            ("created", created.ToString(culture)));

        Assert.Equal(2, result.ThrowIfFailed().Images.Count);
        Assert.All(result.Images, copy => Assert.Equal(cost, copy.Cost?.ToString(CultureInfo.InvariantCulture)));
        if (written == read) Assert.All(result.Images, copy => Assert.Equal(created, copy.CreatedAt));
    }

    private static ModuleSession Prepare(LoopbackService service)
    {
        ModuleSession session = ModuleSession.With(service);
        File.WriteAllBytes(session.PathOf("in.png"), Samples.Png);
        session.Run(Again).ThrowIfFailed();
        session.Run("""
            $new = New-AIImage 'a fox' -Quality low -Size 1024x1024
            $edit = Edit-AIImage 'in the snow' -Image in.png -Quality high
            $bytes = Edit-AIImage 'in the rain' -Image ([System.IO.File]::ReadAllBytes("$pwd/in.png"))
            """).ThrowIfFailed();
        return session;
    }
}
