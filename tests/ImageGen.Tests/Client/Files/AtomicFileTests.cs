using System;
using System.IO;
using System.Linq;
using System.Threading;
using ImageGen.Files;
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

    [Fact]
    public void One_of_many_that_want_a_name_at_once_gets_it()
    {
        for (int round = 0; round < 50; round++)
        {
            string target = _folder.At($"{round}.bin");
            using Barrier start = new(4);
            int written = 0;
            Thread[] writers =
            [
                .. Enumerable.Range(0, 4).Select(number => new Thread(() =>
                {
                    start.SignalAndWait();
                    Exception? failure = Record.Exception(
                        () => AtomicFile.Write(target, [(byte)number], overwrite: false));
                    if (failure is null) Interlocked.Increment(ref written);
                })),
            ];
            foreach (Thread writer in writers) writer.Start();
            foreach (Thread writer in writers) writer.Join();

            Assert.Equal(1, written);
        }

        Assert.Equal(50, _folder.Files.Length);
    }
}
