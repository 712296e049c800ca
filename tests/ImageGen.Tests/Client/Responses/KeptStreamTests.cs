using System;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using ImageGen.Apis.Responses;
using ImageGen.Http;
using ImageGen.Orders;
using ImageGen.Service;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Client.Responses;

/// <summary>Streams that break although the service keeps the response, and what is said of it meanwhile.</summary>
public sealed class KeptStreamTests
{
    private const string Route = "GET /v1/responses/resp_1";

    private static readonly (string, string) s_atOnce = ("retry-after-ms", "0");

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_response_is_asked_for_as_long_as_the_request_may_take(int retries)
    {
        StubHandler service = Broken();
        for (int i = 0; i < 12; i++) service.On(Route, GatewayAnswer.Silent[i].ToStub(s_atOnce));
        service.On(Route, StubAnswer.Of(200, Samples.Utf8(Samples.Response())));

        EngineRun run = await EngineRun.OfAsync(service, EngineRun.Request(stream: true, retries: retries));

        Assert.Equal("resp_1", run.Image.ResponseId);
        Assert.Equal(14, service.Requests.Count);
    }

    [Fact]
    public async Task A_stream_that_can_be_resumed_says_nothing_of_the_bill()
    {
        StubHandler service = Broken().On(Route, StubAnswer.Of(200, Samples.Utf8(Samples.Response())));

        EngineRun run = await EngineRun.OfAsync(service, EngineRun.Request(stream: true));

        Retrying retrying = Assert.Single(run.Events.OfType<Retrying>());
        Assert.Equal("The connection failed: cut The response is retrieved by its id.", retrying.Reason);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_that_cannot_be_had_in_time_is_kept(bool isBackground)
    {
        StubHandler service = Broken();
        StillClock clock = new();
        for (int i = 0; i < 2; i++) service.On(Route, StubAnswer.HeldBy(clock));
        ImageOrder order = EngineRun.Request(stream: true) with
        {
            Background = isBackground ? BackgroundMode.Follow : BackgroundMode.None,
            Settings = EngineRun.TenSecondsBy(clock),
        };

        AIImageException failure = (await EngineRun.OfAsync(service, order)).RequireFailure();

        Assert.Equal(isBackground ? ErrorIds.OperationTimedOut : ErrorIds.ResultUnknown, failure.ErrorId);
        Assert.Equal("resp_1", failure.ResponseId);
        Assert.DoesNotContain("billed", failure.Message);
    }

    [Fact]
    public async Task One_that_is_gone_may_have_been_billed()
    {
        StubHandler service = Broken().On(
            Route, StubAnswer.Of(404, Samples.Utf8(Samples.Error("Response with id 'resp_1' not found."))));

        AIImageException failure =
            (await EngineRun.OfAsync(service, EngineRun.Request(stream: true))).RequireFailure();

        Assert.Equal(ErrorIds.ResultUnknown, failure.ErrorId);
        Assert.Contains("billed", failure.Message);
    }

    [Fact]
    public async Task A_wait_for_what_was_never_seen_promises_nothing()
    {
        AIImageException failure = await WaitAsync(new StubHandler().On(Route, StubAnswer.Refused));

        Assert.DoesNotContain("nothing is lost", failure.Message);
        Assert.DoesNotContain("still in progress", failure.Message);
        Assert.EndsWith(
            "the service did not report the state of the response. The connection failed: Connection "
            + "refused", failure.Message);
    }

    [Fact]
    public async Task A_wait_for_what_was_seen_loses_nothing()
    {
        AIImageException failure = await WaitAsync(new StubHandler()
            .On(Route, StubAnswer.Of(
                200, Samples.Utf8(Looks.State("resp_1", "queued")), "application/json", ("openai-poll-after-ms", "0")))
            .On(Route, StubAnswer.Refused),
            milliseconds: 800);

        Assert.EndsWith("The response is still in progress at the service; nothing is lost.", failure.Message);
    }

    /// <summary>The time is over in the last pause: no pause of this clock is shorter than half a second.</summary>
    private static async Task<AIImageException> WaitAsync(StubHandler service, int milliseconds = 300)
    {
        TimeLimits limits = new() { Whole = TimeSpan.FromMilliseconds(milliseconds), Clock = new StillClock() };
        CallSettings settings = new() { Limits = limits };
        EngineRun run = await EngineRun.CollectAsync(
            new StoredResponses(service.Connect()).WaitAsync("resp_1", new ImageFacts(), settings));
        Assert.Equal(
            (ErrorIds.OperationTimedOut, "resp_1"), (run.RequireFailure().ErrorId, run.RequireFailure().ResponseId));
        return run.RequireFailure();
    }

    private static StubHandler Broken()
    {
        byte[] begun = Encoding.UTF8.GetBytes(Transcript.Of(Transcript.Created, Transcript.Generating));
        StreamContent content = new(new PiecewiseStream(begun, new IOException("cut")));
        return new StubHandler().OnCreate(StubAnswer.Of(200, content, "text/event-stream"));
    }
}
