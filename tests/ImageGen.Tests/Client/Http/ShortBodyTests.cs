using System.IO;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Apis.Images;
using ImageGen.Http;
using ImageGen.Lifting;
using ImageGen.Service;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Client.Http;

/// <summary>
/// Bodies that end before their announced length, given as .NET Framework gives them: as if that were the end.
/// </summary>
public sealed class ShortBodyTests
{
    private const int Announced = 2_006_468;

    private static readonly byte[] s_picture = [.. Samples.Png, .. new byte[100_000]];
    private static readonly byte[] s_answer = Samples.Utf8(Samples.Response(image: s_picture));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(99)]
    public async Task A_body_that_ends_early_is_a_failure(int given)
    {
        using Stream body = await Short(new byte[given], 100).OpenStreamAsync(CancellationToken.None);

        EndOfStreamException failure =
            await Assert.ThrowsAsync<EndOfStreamException>(() => body.CopyToAsync(new MemoryStream()));

        Assert.Contains($"{given} of 100 bytes", failure.Message);
    }

    [Fact]
    public async Task A_body_that_ends_early_is_a_failure_for_who_reads_without_waiting()
    {
        using Stream body = await Short(new byte[99], 100).OpenStreamAsync(CancellationToken.None);

        Assert.Throws<EndOfStreamException>(() => body.CopyTo(new MemoryStream()));
    }

    [Theory]
    [InlineData(0, 0L)]
    [InlineData(100, 100L)]
    [InlineData(100, null)]
    public async Task A_body_that_is_whole_or_of_unknown_length_just_ends(int given, long? announced)
    {
        using Stream body = await Short(new byte[given], announced).OpenStreamAsync(CancellationToken.None);
        MemoryStream copy = new();

        await body.CopyToAsync(copy);

        Assert.Equal(given, copy.Length);
        Assert.Equal(0, await body.ReadAsync(new byte[1], 0, 1));
    }

    [Fact]
    public async Task The_length_of_an_encoded_body_says_nothing_of_what_is_read()
    {
        HttpContent content = Short(new byte[99], 100);
        content.Headers.ContentEncoding.Add("gzip");
        using Stream body = await content.OpenStreamAsync(CancellationToken.None);
        MemoryStream copy = new();

        await body.CopyToAsync(copy);

        Assert.Equal(99, copy.Length);
    }

    [Fact]
    public async Task A_whole_answer_that_is_cut_leaves_the_result_unknown()
    {
        EngineRun run = await AnswerAsync(s_answer[..100], "application/json", stream: false);

        AIImageException failure = run.RequireFailure();
        Assert.Equal(ErrorIds.ResultUnknown, failure.ErrorId);
        Assert.Contains("closed after 100 of", failure.Message);
    }

    [Fact]
    public async Task An_answer_that_is_cut_behind_its_last_brace_is_cut_all_the_same()
    {
        EngineRun run = await AnswerAsync(s_answer, "application/json", stream: false);

        Assert.Equal(s_picture, run.Image.Bytes);
        Assert.Contains(run.Events.OfType<Warned>(), warned => warned.Text.Contains("closed after"));
    }

    [Fact]
    public async Task A_stream_that_is_cut_leaves_the_result_unknown()
    {
        byte[] start = Samples.Utf8(
            "event: response.created\ndata: {\"type\":\"response.created\",\"response\":{}}\n\n");

        EngineRun run = await AnswerAsync(start, "text/event-stream", stream: true);

        AIImageException failure = run.RequireFailure();
        Assert.Equal(ErrorIds.ResultUnknown, failure.ErrorId);
        Assert.Contains("closed after", failure.Message);
    }

    [Fact]
    public async Task The_status_of_a_refusal_counts_although_its_body_is_cut()
    {
        StubHandler service = new StubHandler().OnCreate(
            StubAnswer.Of(429, Short(Samples.Utf8("{\"error\":{\"mess"), Announced)));

        EngineRun run = await EngineRun.OfAsync(service, EngineRun.Request(retries: 0));

        Assert.Equal((ErrorIds.RateLimited, 429), (run.RequireFailure().ErrorId, run.RequireFailure().StatusCode));
    }

    [Fact]
    public async Task A_download_that_is_cut_is_no_image()
    {
        StubHandler service = new StubHandler().On(
            "GET /pictures/a.png", StubAnswer.Of(200, Short(Samples.Png, Announced), "image/png"));
        using Deadline deadline = new(new TimeLimits(), CancellationToken.None);
        ImageDownload download = new(service.Connect(), deadline);

        AIImageException failure = await Assert.ThrowsAsync<AIImageException>(
            () => download.ReadAsync("/pictures/a.png", new MemorySink()));

        Assert.Contains("closed after", failure.Message);
    }

    private static Task<EngineRun> AnswerAsync(byte[] bytes, string mediaType, bool stream) => EngineRun.OfAsync(
        new StubHandler().OnCreate(StubAnswer.Of(200, Short(bytes, Announced), mediaType)),
        EngineRun.Request(stream, retries: 0));

    private static StreamContent Short(byte[] bytes, long? announced)
    {
        StreamContent content = new(new PiecewiseStream(bytes, end: null));
        content.Headers.ContentLength = announced;
        return content;
    }
}
