using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>Bytes and streams in the forms in which PowerShell has them.</summary>
public sealed class BytesTests
{
    [Theory]
    [InlineData("[object[]]$bytes")]
    [InlineData("@($bytes | ForEach-Object { $_ })")]
    [InlineData("[System.Collections.Generic.List[byte]]$bytes")]
    [InlineData("[System.Collections.ArrayList]$bytes")]
    [InlineData("[System.ArraySegment[byte]]::new($bytes)")]
    [InlineData("[psobject]::AsPSObject($bytes)")]
    [InlineData("[System.IO.MemoryStream]::new($bytes)")]
    public async Task Bytes_are_one_image_one_mask_and_one_reference(string bytes)
    {
        await using LoopbackService service = await ImagesScript.StartAsync();
        using ModuleSession session = MaskTests.With(service);
        string data = "data:image/png;base64," + System.Convert.ToBase64String(Pngs.WithAlpha());

        session.Run($$"""
            Edit-AIImage x -Image ({{bytes}})
            Edit-AIImage x -Image image.png -Mask ({{bytes}})
            Edit-AIImage x -Image image.png -Reference ({{bytes}})
            , ({{bytes}}) | Edit-AIImage x
            [pscustomobject]@{ Image = ({{bytes}}) } | Edit-AIImage x
            """, ("bytes", Pngs.WithAlpha())).ThrowIfFailed();

        Assert.Equal(5, service.Requests.Count);
        Assert.Equal(data, (string?)service.Requests[0].At("input.0.content.1.image_url"));
        Assert.Equal(data, (string?)service.Requests[1].At("tools.0.input_image_mask.image_url"));
        Assert.Equal(data, (string?)service.Requests[2].At("input.0.content.2.image_url"));
        Assert.Equal(data, (string?)service.Requests[3].At("input.0.content.1.image_url"));
        Assert.Equal(data, (string?)service.Requests[4].At("input.0.content.1.image_url"));
    }

    [Theory]
    [InlineData("Edit-AIImage x", "ImageReadFailed", ",$bytes")]
    [InlineData("Edit-AIImage x -Combine", "ImageReadFailed", ",$bytes")]
    [InlineData("Get-AIImageStream x", "ImageReadFailed", ",$bytes")]
    [InlineData("Get-AIImage", "ImageReadFailed", ",$bytes")]
    [InlineData("New-AIImage x", "ImageReadFailed", ",$bytes")]
    [InlineData("Save-AIImage x.png", "InvalidRequest", "image itself")]
    public async Task Bytes_that_come_one_by_one_end_the_command_at_the_first(
        string command, string errorId, string words)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run($"$bytes | {command}", ("bytes", Samples.Png));

        RunResult caught = session.Run($"try {{ $bytes | {command} }} catch {{ 'ended' }}");

        Assert.Equal("ended", Assert.Single(caught.Output).ToString());
        Assert.Single(result.Errors);
        Assert.Equal(errorId, result.ErrorId);
        Assert.Contains(words, result.Error.ToString());
        Assert.Equal(Samples.Png[0], result.Error.TargetObject);
        Assert.Empty(service.Requests);
        Assert.Empty(session.AllFiles());
    }

    [Fact]
    public async Task A_stream_that_was_written_or_read_to_its_end_is_read_from_its_beginning()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);
        using MemoryStream written = new();
        written.Write(Samples.Png);
        using MemoryStream ahead = new([0, 0, .. Samples.Png]) { Position = 2 };

        session.Run("$written, $written, $ahead | Edit-AIImage x", ("written", written), ("ahead", ahead))
            .ThrowIfFailed();

        Assert.Equal(
            Enumerable.Repeat("data:image/png;base64," + Samples.PngBase64, 3),
            service.Requests.Select(request => (string?)request.At("input.0.content.1.image_url")));
    }

    [Fact]
    public async Task A_stream_at_its_end_that_cannot_be_rewound_is_named()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);
        using MemoryStream packed = new();
        using (GZipStream packer = new(packed, CompressionMode.Compress, leaveOpen: true)) packer.Write(Samples.Png);
        packed.Position = 0;
        using GZipStream unpacked = new(packed, CompressionMode.Decompress);

        RunResult result = session.Run(
            "Edit-AIImage x -Image $stream; Edit-AIImage x -Image $stream", ("stream", unpacked));

        Assert.Single(result.Images);
        Assert.Equal("ImageReadFailed", result.ErrorId);
        Assert.Contains("cannot be rewound", result.Error.ToString());
        Assert.Contains("empty", session.Run("Edit-AIImage x -Image $e", ("e", new MemoryStream())).Error.ToString());
    }
}
