using System;
using System.Buffers;
using System.IO;
using System.Linq;
using ImageGen.Files;
using ImageGen.Lifting;
using ImageGen.Runs;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Client.Lifting;

public sealed class FileSinkTests : IDisposable
{
    private static readonly byte[] s_image = Pngs.Large(250, 200);

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(131_073)]
    [InlineData(200_000)]
    public void A_disk_that_is_full_costs_no_image(int room)
    {
        ReceivedImage image = Receive(new FileSink(_folder.At("fox.png"), path => new FullDisk(path, room)));

        Assert.Equal(s_image, image.Bytes);
        Assert.Null(image.File);
        Assert.Equal((s_image.Length, "png"), (image.Length, image.Header.Format));
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void A_disk_that_is_full_at_the_end_leaves_the_image_in_the_error_and_no_file()
    {
        ReceivedImage received = Receive(
            new FileSink(_folder.At("fox.png"), path => new FullDisk(path, long.MaxValue, refusesFlush: true)));
        AIImage image = new AIImage(new ImageFacts()).WithHeader(received.Header, received.Length);
        OutputSlot slot = OutputPlan.Parse(_folder.At("fox.png"), isFolder: false, severalEach: false)
            .Claim(new FileNameValues("a fox", 0, 1, "m"));

        AIImageException failure = Assert.Throws<AIImageException>(
            () => slot.Save(image, received.File, overwrite: false, sidecar: false));

        Assert.Equal("ImageWriteFailed", failure.ErrorId);
        Assert.Equal(s_image, failure.Image!.Bytes);
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void A_file_whose_name_is_gone_is_still_read()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("An open file cannot be removed on Windows.");
        ReceivedImage image = Receive(new FileSink(_folder.At("sub/fox.png")));
        Directory.Delete(_folder.At("sub"), recursive: true);

        Assert.False(image.File!.IsThere);
        Assert.Equal(s_image, image.File.ReadAll());
        image.File.Dispose();
    }

    [Fact]
    public void A_folder_that_cannot_be_made_costs_no_image()
    {
        _folder.Write("sub", "a file");

        Assert.Equal(s_image, Receive(new FileSink(_folder.At("sub/fox.png"))).Bytes);
        Assert.Equal(["sub"], _folder.Files);
    }

    private static ReceivedImage Receive(FileSink sink)
    {
        using (sink)
        {
            foreach (byte[] piece in s_image.Chunk(30_000)) sink.Write(piece);
            return sink.Complete();
        }
    }
}
