using System;
using System.IO;
using ImageGen.Client.Files;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Client.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_new_file_is_written_with_its_folders(bool overwrite)
    {
        AtomicFile.Write(_folder.At("a/b/c.bin"), [1, 2, 3], overwrite);

        Assert.Equal(["a/b/c.bin"], _folder.Files);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(_folder.At("a/b/c.bin")));
    }

    [Fact]
    public void An_existing_file_is_refused_and_left_alone()
    {
        _folder.Write("a.bin", "old");

        Assert.ThrowsAny<IOException>(() => AtomicFile.Write(_folder.At("a.bin"), [1], overwrite: false));

        Assert.Equal(["a.bin"], _folder.Files);
        Assert.Equal("old", File.ReadAllText(_folder.At("a.bin")));
    }

    [Fact]
    public void An_existing_file_is_replaced_when_told()
    {
        _folder.Write("a.bin", "something much longer");

        AtomicFile.Write(_folder.At("a.bin"), [], overwrite: true);

        Assert.Equal(["a.bin"], _folder.Files);
        Assert.Empty(File.ReadAllBytes(_folder.At("a.bin")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_failure_leaves_nothing_behind(bool overwrite)
    {
        Directory.CreateDirectory(_folder.At("a.bin"));

        Exception? failure = Record.Exception(() => AtomicFile.Write(_folder.At("a.bin"), [1], overwrite));

        Assert.True(failure is IOException or UnauthorizedAccessException, failure?.ToString());
        Assert.Empty(_folder.Files);
    }
}
