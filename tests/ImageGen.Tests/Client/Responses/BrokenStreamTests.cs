using System;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using ImageGen.Http;
using ImageGen.Service;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Client.Responses;

/// <summary>Streams that end as they should not.</summary>
public sealed class BrokenStreamTests
{
    private static readonly string s_beforeImage = Transcript.Of(Transcript.Created, Transcript.Generating);
    private static readonly string s_afterImage = s_beforeImage + Transcript.Of(Transcript.ItemDone());

    [Fact]
    public async Task A_stream_that_ends_without_an_image_is_incomplete()
    {
        AIImageException failure = (await RunAsync(s_beforeImage)).RequireFailure();

        Assert.Equal((ErrorIds.StreamIncomplete, "resp_1"), (failure.ErrorId, failure.ResponseId));
        Assert.Contains("billed", failure.Message);
    }

    [Fact]
    public async Task An_empty_stream_is_incomplete() =>
        Assert.Equal(ErrorIds.StreamIncomplete, (await RunAsync("")).RequireFailure().ErrorId);

    [Fact]
    public async Task A_stream_that_breaks_before_an_image_leaves_the_result_unknown()
    {
        AIImageException failure = (await RunAsync(s_beforeImage, new IOException("cut"))).RequireFailure();

        Assert.Equal((ErrorIds.ResultUnknown, "resp_1"), (failure.ErrorId, failure.ResponseId));
        Assert.Contains("cut", failure.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_image_that_arrived_before_the_break_is_kept_with_a_warning(bool isFailure)
    {
        EngineRun run = await RunAsync(s_afterImage, isFailure ? new IOException("cut") : null);

        Assert.Equal(Samples.Png, run.Image.Bytes);
        Assert.Contains("usage", Assert.Single(run.Events.OfType<Warned>()).Text);
    }

    [Fact]
    public async Task Usage_that_was_not_told_is_not_shown_as_nothing_used()
    {
        EngineRun run = await RunAsync(s_afterImage, new IOException("cut"));

        Assert.Null(run.Image.Usage);
        Assert.Null(run.Image.Cost);
    }

    [Fact]
    public async Task A_stream_cut_at_any_byte_gives_the_image_or_a_failure_and_never_both()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(s_afterImage + Transcript.Of(Transcript.Completed(Transcript.Item())));
        for (int length = 0; length <= bytes.Length; length += 13)
        {
            EngineRun run = await RunAsync(Encoding.UTF8.GetString(bytes, 0, length), new IOException("cut"));

            Assert.True(run.Failure is null == (length >= Encoding.UTF8.GetByteCount(s_afterImage)), $"At {length}");
            Assert.Equal(run.Failure is null ? 1 : 0, run.Images.Count);
        }
    }

    [Theory]
    [InlineData("""{"type":"error","code":"rate_limit_exceeded","message":"Slow down.","param":"p"}""")]
    [InlineData("""{"type":"error","error":{"code":"rate_limit_exceeded","message":"Slow down.","param":"p"}}""")]
    [InlineData("""{"error":{"code":"rate_limit_exceeded","message":"Slow down.","param":"p"}}""")]
    public async Task An_error_in_the_stream_is_the_failure(string json)
    {
        AIImageException failure = (await RunAsync($"{s_beforeImage}event: error\ndata: {json}\n\n")).RequireFailure();

        Assert.Equal((ErrorIds.RateLimited, "Slow down."), (failure.ErrorId, failure.Message));
        Assert.Equal(("rate_limit_exceeded", "p", "resp_1"), (failure.Code, failure.Parameter, failure.ResponseId));
    }

    [Theory]
    [InlineData("data: {\"error\":{\"code\":\"server_error\",\"message\":\"Broken.\"}}\n\n")]
    [InlineData("event: error\ndata: {\"error\":\"Broken.\"}\n\n")]
    [InlineData("data: {\"error\":\"Broken.\"}\n\n")]
    [InlineData("event: error\ndata: {\"type\":\"error\",\"message\":\"Broken.\",\"code\":500}\n\n")]
    public async Task Other_forms_of_an_error_in_the_stream_are_read(string frame)
    {
        AIImageException failure = (await RunAsync(s_beforeImage + frame)).RequireFailure();

        Assert.Equal((ErrorIds.ResponseFailed, "Broken."), (failure.ErrorId, failure.Message));
    }

    [Fact]
    public async Task An_error_after_the_image_does_not_lose_it()
    {
        EngineRun run = await RunAsync(
            s_afterImage + "event: error\ndata: {\"type\":\"error\",\"message\":\"Late.\"}\n\n");

        Assert.Equal(Samples.Png, run.Image.Bytes);
        Assert.Single(run.Events.OfType<Warned>());
    }

    [Theory]
    [InlineData(
        "response.failed",
        """ "status":"failed","error":{"code":"server_error","message":"Broken."}""",
        ErrorIds.ResponseFailed)]
    [InlineData(
        "response.incomplete",
        """ "status":"incomplete","incomplete_details":{"reason":"content_filter"}""",
        ErrorIds.ContentRejected)]
    [InlineData("response.completed", "\"status\":\"completed\",\"output\":[]", ErrorIds.NoImageReturned)]
    public async Task A_response_that_failed_is_told_by_its_last_event(string type, string fields, string errorId)
    {
        string json = $$$"""{"type":"{{{type}}}","response":{"id":"resp_1",{{{fields}}}}}""";

        AIImageException failure = (await RunAsync(s_beforeImage + Transcript.Of(json))).RequireFailure();

        Assert.Equal((errorId, "resp_1"), (failure.ErrorId, failure.ResponseId));
    }

    [Fact]
    public async Task A_model_that_answers_with_text_is_quoted()
    {
        string message =
            """{"id":"msg_1","type":"message","content":[{"type":"output_text","text":"Which fox?"}]}""";
        string item = $$"""{"type":"response.output_item.done","item":{{message}},"output_index":0}""";

        AIImageException failure = (await RunAsync(
            s_beforeImage + Transcript.Of(item, Transcript.Completed(message)))).RequireFailure();

        Assert.Equal((ErrorIds.NoImageReturned, "Which fox?"), (failure.ErrorId, failure.ModelText));
    }

    [Fact]
    public async Task The_time_limit_ends_a_stream_that_waits()
    {
        PiecewiseStream stream = new(Encoding.UTF8.GetBytes(s_beforeImage), int.MaxValue, int.MaxValue, waits: true);
        StubHandler service = new StubHandler().OnCreate(
            StubAnswer.Of(200, new StreamContent(stream), "text/event-stream"));
        CallSettings settings = new() { Limits = new TimeLimits { Whole = TimeSpan.FromSeconds(2) } };

        EngineRun run = await EngineRun.OfAsync(service, EngineRun.Request(stream: true) with { Settings = settings });

        Assert.Equal(ErrorIds.ResultUnknown, run.RequireFailure().ErrorId);
        Assert.Contains("did not finish within", run.RequireFailure().Message);
        Assert.Equal("resp_1", run.RequireFailure().ResponseId);
        Assert.DoesNotContain("billed", run.RequireFailure().Message);
        Assert.True(stream.IsDisposed);
    }

    private static Task<EngineRun> RunAsync(string transcript, Exception? end = null)
    {
        StreamContent content = new(new PiecewiseStream(Encoding.UTF8.GetBytes(transcript), end));
        return EngineRun.OfAsync(
            new StubHandler()
                .OnCreate(StubAnswer.Of(200, content, "text/event-stream"))
                .On("GET /v1/responses/resp_1", StubAnswer.Of(
                    404, Samples.Utf8(Samples.Error("Response with id 'resp_1' not found.")))),
            EngineRun.Request(stream: true));
    }
}
