using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Http;
using ImageGen.Orders;
using ImageGen.Runs;
using ImageGen.Runs.Spending;
using ImageGen.Service;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Runs;

/// <summary>
/// A request from its record to its images: saved before it is said, and also where nobody listens any more.
/// </summary>
public sealed class RequestRunTests : IDisposable
{
    private static readonly byte[] s_large = Pngs.Large(80, 80);

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task An_image_is_in_its_file_when_the_run_yields_it(int count)
    {
        int seen = 0;

        await foreach (GenerationEvent e in Start(count))
        {
            if (e is not Completed completed) continue;
            seen++;
            Assert.Equal(s_large, File.ReadAllBytes(completed.Image.FullName!));
            Assert.Equal(seen, _folder.Files.Count(file => file.EndsWith(".png", StringComparison.Ordinal)));
        }

        Assert.Equal(count, seen);
        Assert.Equal(count, _folder.Files.Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Who_leaves_after_some_images_finds_all_that_arrived_in_their_files(int taken)
    {
        IAsyncEnumerator<GenerationEvent> events = Start(3).GetAsyncEnumerator();
        for (int images = 0; images <= taken && await events.MoveNextAsync();)
        {
            if (events.Current is Completed || (taken == 0 && events.Current is Answered)) images++;
        }

        await events.DisposeAsync();

        Assert.Equal(["fox-1.png", "fox-2.png", "fox-3.png"], _folder.Files);
    }

    [Fact]
    public async Task Who_leaves_before_the_request_is_sent_sends_nothing_and_leaves_no_record()
    {
        StubHandler service = new();
        IAsyncEnumerator<GenerationEvent> events = Start(1, service, BackgroundMode.Follow).GetAsyncEnumerator();
        Assert.True(await events.MoveNextAsync());
        Assert.IsType<Sending>(events.Current);
        Assert.Contains("fox.png.pending", _folder.Files);

        await events.DisposeAsync();

        Assert.Empty(service.Requests);
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public async Task A_file_that_appears_meanwhile_fails_its_image_alone_and_the_image_is_in_the_failure()
    {
        List<GenerationEvent> seen = [];

        await foreach (GenerationEvent e in Start(3))
        {
            if (e is Sending) _folder.Write("fox-2.png", "theirs");
            seen.Add(e);
        }

        Assert.Equal(["fox-1.png", "fox-3.png"], seen.OfType<Completed>().Select(e => e.Image.Name));
        AIImageException failure = Assert.Single(seen.OfType<Failed>()).Exception;
        Assert.Equal(ErrorIds.FileExists, failure.ErrorId);
        Assert.Equal(s_large, failure.Image!.Bytes);
        Assert.Equal("theirs", File.ReadAllText(_folder.At("fox-2.png")));
        Assert.Equal(["fox-1.png", "fox-2.png", "fox-3.png"], _folder.Files);
    }

    private IAsyncEnumerable<GenerationEvent> Start(
        int count, StubHandler? service = null, BackgroundMode background = BackgroundMode.None)
    {
        StubHandler answering = service
            ?? ImagesRun.On(StubAnswer.Of(
                200, Samples.Utf8(ImagesScript.Answer([.. Enumerable.Repeat(s_large, count)]))));
        ImageOrder order = ImagesRun.Request(count) with
        {
            Service = answering.Connect(),
            Model = background == BackgroundMode.None ? null : "gpt-5.6-sol",
            Background = background,
            Output = new OutputTarget(_folder.At("fox.png"), isFolder: false),
        };
        OrderRunner runner = new(new ServiceDirectory([], current: null, () => null), new Budget(null));
        return Assert.Single(runner.Claim(order).Requests).RunAsync(CancellationToken.None);
    }
}
