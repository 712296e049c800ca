using System.IO;
using System.Net.Http;
using System.Threading.Tasks;
using ImageGen.Http;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Client.Images;

/// <summary>Streams of the Images API that end as they should not.</summary>
public sealed class BrokenImagesTests
{
    private static readonly byte[] s_large = [.. Samples.Png, .. new byte[100_000]];

    [Theory]
    [InlineData(
        "event: error\ndata: {\"type\":\"error\",\"code\":\"rate_limit_exceeded\",\"message\":\"Slow "
        + "down.\",\"param\":\"p\"}\n\n")]
    [InlineData(
        "event: error\ndata: {\"type\":\"error\",\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":\"Slow "
        + "down.\",\"param\":\"p\"}}\n\n")]
    [InlineData("data: {\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":\"Slow down.\",\"param\":\"p\"}}\n\n")]
    [InlineData(
        "event: error\ndata: {\"code\":\"rate_limit_exceeded\",\"message\":\"Slow down.\",\"param\":\"p\"}\n\n")]
    public async Task An_error_in_the_stream_is_the_failure(string frame)
    {
        EngineRun run = await ImagesRun.StreamAsync(ImagesScript.Partial(0) + frame + ImagesScript.Completed());

        AIImageException failure = run.RequireFailure();
        Assert.Equal((ErrorIds.RateLimited, "Slow down."), (failure.ErrorId, failure.Message));
        Assert.Equal(("rate_limit_exceeded", "p", "req_1"), (failure.Code, failure.Parameter, failure.RequestId));
        Assert.Single(run.Partials);
    }

    [Theory]
    [InlineData("event: error\ndata: {\"error\":\"Broken.\"}\n\n")]
    [InlineData("event: error\ndata: {\"type\":\"error\",\"message\":\"Broken.\",\"code\":500}\n\n")]
    [InlineData("data: {\"error\":\"Broken.\"}\n\n")]
    public async Task Other_forms_of_an_error_in_the_stream_are_read(string frame)
    {
        AIImageException failure = (await ImagesRun.StreamAsync(frame)).RequireFailure();

        Assert.Equal((ErrorIds.ResponseFailed, "Broken."), (failure.ErrorId, failure.Message));
    }

    [Fact]
    public async Task An_error_after_an_image_does_not_lose_it_and_is_not_hidden()
    {
        EngineRun run = await ImagesRun.StreamAsync(
            ImagesScript.Completed() + "event: error\ndata: {\"type\":\"error\",\"message\":\"Late.\"}\n\n");

        Assert.Equal(Samples.Png, Assert.Single(run.Images).Bytes);
        Assert.Equal("Late.", run.Failure!.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("data: [DONE]\n\n")]
    [InlineData("event: image_generation.completed\ndata: {\"type\":\"image_generation.completed\"}\n\n")]
    public async Task A_stream_that_ends_without_an_image_is_incomplete(string end)
    {
        EngineRun run = await ImagesRun.StreamAsync(ImagesScript.Partial(0) + end);

        AIImageException failure = run.RequireFailure();
        Assert.Equal(
            (ErrorIds.StreamIncomplete, 200, "req_1"), (failure.ErrorId, failure.StatusCode, failure.RequestId));
        Assert.Contains("billed", failure.Message);
        Assert.Single(run.Partials);
    }

    [Fact]
    public async Task A_stream_that_breaks_leaves_the_result_unknown()
    {
        AIImageException failure =
            (await ImagesRun.StreamAsync(ImagesScript.Partial(0), new IOException("cut"))).RequireFailure();

        Assert.Equal((ErrorIds.ResultUnknown, "req_1"), (failure.ErrorId, failure.RequestId));
        Assert.Contains("cut", failure.Message);
    }

    [Fact]
    public async Task An_image_that_arrived_before_the_break_is_kept_and_the_break_is_told()
    {
        EngineRun run = await ImagesRun.StreamAsync(
            ImagesScript.Completed(s_large), new IOException("cut"),
            request: ImagesRun.Request(count: 2, stream: true));

        Assert.Equal(s_large, Assert.Single(run.Images).Bytes);
        Assert.Equal(ErrorIds.ResultUnknown, run.Failure!.ErrorId);
        Assert.IsType<Answered>(run.Events[^1]);
    }

    [Fact]
    public async Task A_stream_cut_at_any_byte_gives_the_image_or_only_a_failure()
    {
        string whole = ImagesScript.Partial(0) + ImagesScript.Completed();
        for (int length = 0; length <= whole.Length; length += 7)
        {
            EngineRun run = await ImagesRun.StreamAsync(whole[..length], new IOException("cut"));

            Assert.Equal(ErrorIds.ResultUnknown, run.Failure!.ErrorId);
            Assert.Equal(length == whole.Length ? 1 : 0, run.Images.Count);
        }
    }

    [Fact]
    public async Task A_final_image_that_is_no_base64_is_an_invalid_answer_and_leaves_no_file()
    {
        using ScratchFolder folder = new();
        string frame = ImagesScript.Event("image_generation.completed", $"\"b64_json\":\"{new string('!', 5000)}\"");

        EngineRun run = await ImagesRun.StreamAsync(
            frame, request: ImagesRun.Request(stream: true), target: folder.At("fox.png"));

        Assert.Equal(
            (ErrorIds.InvalidResponse, "req_1"), (run.RequireFailure().ErrorId, run.RequireFailure().RequestId));
        Assert.Empty(folder.Files);
    }

    [Fact]
    public async Task A_preview_that_is_no_base64_is_passed_over()
    {
        string frame = ImagesScript.Event(
            "image_generation.partial_image", "\"b64_json\":\"!!\",\"partial_image_index\":0");

        EngineRun run = await ImagesRun.StreamAsync(frame + ImagesScript.Completed());

        Assert.Empty(run.Partials);
        Assert.Equal(Samples.Png, run.Image.Bytes);
    }

    [Fact]
    public async Task A_service_that_does_not_stream_is_told_as_what_it_is()
    {
        StubHandler service = ImagesRun.On(StubAnswer.Of(200, new StringContent("<html></html>"), "text/html"));

        EngineRun run = await ImagesRun.OfAsync(service, ImagesRun.Request(stream: true));

        Assert.Equal(ErrorIds.StreamIncomplete, run.RequireFailure().ErrorId);
    }
}
