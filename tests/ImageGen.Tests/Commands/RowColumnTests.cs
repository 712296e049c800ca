using System.Linq;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>
/// The columns of a row are asked for whatever else is read beside it; what a piped image or file tells of itself is
/// not.
/// </summary>
public sealed class RowColumnTests
{
    private const string Rows =
        "[pscustomobject]@{ Prompt = 'red'; OutFile = 'red.png'; Quality = 'low'; Size = '1024x1024'; Count = '1' },"
        + "[pscustomobject]@{ Prompt = 'blue'; OutFile = 'blue.png'; Quality = 'high'; "
        + "Size = '1536x1024'; Count = '' }";

    [Theory]
    [InlineData("Edit-AIImage -Path image.png")]
    [InlineData("Edit-AIImage -Path image.png -Mask right.png")]
    [InlineData("Edit-AIImage -LiteralPath image.png -Mask right.png")]
    [InlineData("Edit-AIImage -Path image.png -Reference wide.png")]
    [InlineData("Edit-AIImage -Path image.png -Reference (New-AIImage style)")]
    [InlineData("Edit-AIImage -Image image.png")]
    [InlineData("Edit-AIImage -Image (New-AIImage base) -Reference wide.png")]
    [InlineData("Edit-AIImage -Image ig_1, file-2 -Mask right.png -Reference wide.png")]
    [InlineData("New-AIImage")]
    [InlineData("Get-AIImageStream")]
    [InlineData("Get-AIImageStream -Image image.png")]
    [InlineData("Get-AIImageStream -Image (New-AIImage base)")]
    public async Task The_columns_of_a_row_hold_beside_a_mask_a_reference_and_an_image(string command)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(AnswerAsync);
        using ModuleSession session = MaskTests.With(service);

        session.Run($"{Rows} | {command}").ThrowIfFailed();

        ReceivedRequest[] sent = [.. service.Requests.TakeLast(2)];
        Assert.Equal(["\"low\"", "\"high\""], sent.Select(request => request.TextAt("tools.0.quality")));
        Assert.Equal(["\"1024x1024\"", "\"1536x1024\""], sent.Select(request => request.TextAt("tools.0.size")));
        Assert.Equal(["\"red\"", "\"blue\""], sent.Select(request => request.TextAt("input.0.content.0.text")));
        Assert.Contains(session.PathOf("red.png"), session.AllFiles());
        Assert.Contains(session.PathOf("blue.png"), session.AllFiles());
    }

    /// <summary>On Linux and macOS a file has a property Size, which Select-Object * and a CSV keep.</summary>
    [Theory]
    [InlineData("FullName = 'image.png'; Length = 68; Size = 68", null)]
    [InlineData("FullName = 'image.png'; Size = '1,048,576'", null)]
    [InlineData("FullName = 'image.png'; Size = '1536x1024'; Quality = 'low'", "\"1536x1024\"")]
    [InlineData("FullName = 'image.png'; Size = 'auto'", "\"auto\"")]
    [InlineData("Image = 'image.png'; Size = '1024'", "\"1024\"")]
    public async Task The_size_of_a_file_is_no_option(string row, string? size)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = MaskTests.With(service);

        session.Run($"[pscustomobject]@{{ {row} }} | Edit-AIImage two").ThrowIfFailed();
        session.Run($"[pscustomobject]@{{ {row} }} | Edit-AIImage two -Size 2048x2048").ThrowIfFailed();

        Assert.Equal([size, "\"2048x2048\""], service.Requests.Select(request => request.TextAt("tools.0.size")));
    }

    [Theory]
    [InlineData("New-AIImage one -Size 1024x1024 -Quality high", "")]
    [InlineData("New-AIImage one -Size 1024x1024 -Quality high", "-Reference wide.png")]
    [InlineData("[System.IO.FileInfo]::new(\"$pwd/image.png\")", "-Mask right.png")]
    [InlineData("[pscustomobject]@{ Image = 'image.png' }", "-Mask right.png")]
    public async Task An_image_asks_for_nothing_by_what_it_is(string source, string parameters)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = MaskTests.With(service);

        session.Run($"{source} | Edit-AIImage two {parameters}").ThrowIfFailed();

        ReceivedRequest sent = service.Requests[^1];
        Assert.Equal("\"two\"", sent.TextAt("input.0.content.0.text"));
        Assert.Null(sent.TextAt("tools.0.size"));
        Assert.Null(sent.TextAt("tools.0.quality"));
    }

    [Fact]
    public async Task What_was_typed_takes_precedence_over_a_row_and_counts_for_an_image()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = MaskTests.With(service);

        session.Run($"{Rows} | Edit-AIImage typed -Path image.png -Mask right.png -Quality medium").ThrowIfFailed();
        session.Run("New-AIImage one | Edit-AIImage typed -Quality medium").ThrowIfFailed();

        Assert.Equal(
            ["typed", "typed", "one", "typed"],
            service.Requests.Select(r => r.TextAt("input.0.content.0.text")!.Trim('"')));
        Assert.Equal(
            ["\"medium\"", "\"medium\"", null, "\"medium\""],
            service.Requests.Select(request => request.TextAt("tools.0.quality")));
    }

    [Theory]
    [InlineData("1, 2")]
    [InlineData("[System.IO.FileInfo]::new(\"$pwd/wide.png\")")]
    [InlineData("[pscustomobject]@{ Colour = 'red' }")]
    public async Task An_input_that_has_no_use_is_an_error_and_sends_nothing(string input)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = MaskTests.With(service);

        RunResult result = session.Run($"{input} | Edit-AIImage x -Path image.png");

        Assert.NotEmpty(result.Errors);
        Assert.All(result.Errors, error => Assert.StartsWith("InvalidRequest", error.FullyQualifiedErrorId));
        Assert.Empty(service.Requests);
    }

    private static async Task AnswerAsync(HttpContext context, ReceivedRequest request)
    {
        if (request.TextAt("stream") != "true")
        {
            await LoopbackService.WriteJsonAsync(context, Samples.Response());
            return;
        }

        context.Response.ContentType = "text/event-stream";
        await context.Response.WriteAsync(Transcript.Of(Transcript.Whole));
    }
}
