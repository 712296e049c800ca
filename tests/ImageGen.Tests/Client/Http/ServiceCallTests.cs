using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Apis.Responses;
using ImageGen.Http;
using ImageGen.Service;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Client.Http;

public sealed class ServiceCallTests
{
    private static readonly (string, string) s_atOnce = ("retry-after-ms", "0");

    [Fact]
    public async Task A_request_carries_the_key_and_what_it_accepts()
    {
        StubHandler service = new StubHandler().OnCreate(200, Samples.Response());

        await EngineRun.OfAsync(service);

        ReceivedRequest sent = Assert.Single(service.Requests);
        Assert.Equal("Bearer " + StubHandler.Key, sent.Headers["Authorization"]);
        Assert.Contains("application/json", sent.Headers["Accept"]);
        Assert.StartsWith("ImageGen/", sent.Headers["User-Agent"]);
    }

    [Fact]
    public async Task Without_a_key_no_authorisation_is_sent()
    {
        StubHandler service = new StubHandler().OnCreate(200, Samples.Response());

        await EngineRun.CollectAsync(EngineRun.Generate(service.Connect(key: null)));

        Assert.DoesNotContain("Authorization", Assert.Single(service.Requests).Headers.Keys);
    }

    [Fact]
    public async Task A_connection_that_is_refused_before_sending_is_tried_again()
    {
        StubHandler service = new StubHandler().OnCreate(StubAnswer.Refused);
        await using IAsyncEnumerator<GenerationEvent> events =
            EngineRun.Generate(service.Connect()).GetAsyncEnumerator();

        for (int before = 0; before < 3; before++) Assert.True(await events.MoveNextAsync());

        Retrying retrying = Assert.IsType<Retrying>(events.Current);
        Assert.Equal(1, retrying.Attempt);
        Assert.InRange(retrying.Delay.TotalMilliseconds, 375, 500);
        Assert.Contains("Connection refused", retrying.Reason);
    }

    [Fact]
    public async Task A_connection_that_stays_refused_has_made_nothing()
    {
        StubHandler service = new StubHandler().OnCreate(StubAnswer.Refused);

        EngineRun run = await EngineRun.OfAsync(service, EngineRun.Request(retries: 0));

        Assert.Equal(ErrorIds.ConnectionFailed, run.RequireFailure().ErrorId);
        Assert.Null(run.RequireFailure().StatusCode);
        Assert.DoesNotContain("billed", run.RequireFailure().Message);
    }

    [Fact]
    public async Task A_proxy_that_the_framework_does_not_support_is_a_connection_that_cannot_be_made()
    {
        StubHandler service = new StubHandler().OnCreate(new StubAnswer(
            _ => throw new NotSupportedException("No proxies with the 'socks5' scheme."), TakesBody: false));

        AIImageException failure = (await EngineRun.OfAsync(service, EngineRun.Request(retries: 0))).RequireFailure();

        Assert.Equal(ErrorIds.ConnectionFailed, failure.ErrorId);
        Assert.Contains("socks5", failure.Message);
    }

    [Fact]
    public async Task A_connection_that_breaks_after_sending_is_not_tried_again()
    {
        StubHandler service = new StubHandler().OnCreate(StubAnswer.Lost);

        EngineRun run = await EngineRun.OfAsync(service);

        Assert.Equal(ErrorIds.ResultUnknown, run.RequireFailure().ErrorId);
        Assert.Contains("billed", run.RequireFailure().Message);
        Assert.Single(service.Requests);
        Assert.Empty(run.Events);
    }

    [Fact]
    public async Task A_rate_limit_is_waited_for_and_the_same_body_is_sent_again()
    {
        StubHandler service = new StubHandler()
            .OnCreate(429, Samples.Error("Slow down", "rate_limit_exceeded"), s_atOnce)
            .OnCreate(503, "", s_atOnce)
            .OnCreate(200, Samples.Response(), ("x-request-id", "req_3"));

        EngineRun run = await EngineRun.OfAsync(service);

        Assert.Equal("req_3", run.Image.RequestId);
        Assert.Equal(3, service.Requests.Count);
        Assert.All(service.Requests, request => Assert.Equal(service.Requests[0].Body, request.Body));
        Assert.Equal([1, 2], run.Events.OfType<Retrying>().Select(e => e.Attempt));
        Assert.Equal("Slow down", run.Events.OfType<Retrying>().First().Reason);
    }

    [Theory]
    [InlineData(429, null, 3, ErrorIds.RateLimited)]
    [InlineData(429, "insufficient_quota", 1, ErrorIds.QuotaExceeded)]
    [InlineData(400, null, 1, ErrorIds.InvalidRequest)]
    [InlineData(400, "moderation_blocked", 1, ErrorIds.ContentRejected)]
    [InlineData(401, null, 1, ErrorIds.AuthenticationFailed)]
    [InlineData(503, null, 3, ErrorIds.ServiceUnavailable)]
    [InlineData(504, null, 1, ErrorIds.ResultUnknown)]
    [InlineData(524, null, 1, ErrorIds.ResultUnknown)]
    public async Task Tries_end_with_the_last_refusal(int status, string? code, int requests, string errorId)
    {
        StubHandler service = new();
        for (int i = 0; i < requests; i++) service.OnCreate(status, Samples.Error("No", code), s_atOnce);

        EngineRun run = await EngineRun.OfAsync(service);

        Assert.Equal(errorId, run.RequireFailure().ErrorId);
        Assert.Equal(requests, service.Requests.Count);
    }

    [Theory]
    [InlineData("false", 429, 1)]
    [InlineData("true", 400, 2)]
    public async Task The_service_says_whether_to_try_again(string verdict, int status, int requests)
    {
        StubHandler service = new StubHandler()
            .OnCreate(status, Samples.Error("No"), s_atOnce, ("x-should-retry", verdict))
            .OnCreate(200, Samples.Response());

        await EngineRun.OfAsync(service);

        Assert.Equal(requests, service.Requests.Count);
    }

    [Theory]
    [InlineData(true, ErrorIds.ResultUnknown)]
    [InlineData(false, ErrorIds.OperationTimedOut)]
    public async Task The_time_limit_ends_a_request_and_tells_whether_it_had_left(bool takesBody, string errorId)
    {
        StillClock clock = new();
        StubHandler service = new StubHandler().OnCreate(StubAnswer.HeldBy(clock) with { TakesBody = takesBody });

        EngineRun run = await EngineRun.OfAsync(
            service, EngineRun.Request() with { Settings = EngineRun.TenSecondsBy(clock) });

        Assert.Equal(errorId, run.RequireFailure().ErrorId);
        Assert.Contains("did not finish within", run.RequireFailure().Message);
        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task The_time_limit_ends_the_wait_for_another_try()
    {
        StubHandler service = new StubHandler().OnCreate(429, Samples.Error("Slow down"), ("retry-after", "100"));

        EngineRun run = await EngineRun.OfAsync(
            service, EngineRun.Request() with { Settings = EngineRun.TenSecondsBy(new StillClock()) });

        Assert.Equal(ErrorIds.RateLimited, run.RequireFailure().ErrorId);
        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task A_stop_is_not_a_failure_of_the_service()
    {
        using CancellationTokenSource stop = new();
        StubHandler service = new StubHandler().OnCreate(StubAnswer.Silent);
        Task<EngineRun> run = EngineRun.OfAsync(service, token: stop.Token);

        stop.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public async Task A_stop_ends_the_wait_for_another_try()
    {
        using CancellationTokenSource stop = new();
        StubHandler service = new StubHandler().OnCreate(429, Samples.Error("Slow down"), ("retry-after", "100"));
        await using IAsyncEnumerator<GenerationEvent> events =
            EngineRun.Generate(service.Connect(), token: stop.Token).GetAsyncEnumerator();
        for (int before = 0; before < 4; before++) Assert.True(await events.MoveNextAsync());
        Assert.IsType<Retrying>(events.Current);

        ValueTask<bool> next = events.MoveNextAsync();
        stop.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_may_have_been_billed()
    {
        StreamContent body = new(new PiecewiseStream(Samples.Utf8("{\"id\":"), new IOException("cut")));
        StubHandler service = new StubHandler().OnCreate(StubAnswer.Of(200, body, headers: ("x-request-id", "req_1")));

        AIImageException failure = (await EngineRun.OfAsync(service)).RequireFailure();

        Assert.Equal(ErrorIds.ResultUnknown, failure.ErrorId);
        Assert.Equal("req_1", failure.RequestId);
        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task What_is_only_fetched_is_never_billed()
    {
        StubHandler service = new StubHandler().On("GET /v1/responses/resp_1", StubAnswer.Lost);

        EngineRun run = await GetAsync(service, "resp_1");

        Assert.Equal(ErrorIds.ConnectionFailed, run.RequireFailure().ErrorId);
    }

    [Theory]
    [InlineData("resp_1", "/v1/responses/resp_1")]
    [InlineData("../files?a=b#c", "/v1/responses/..%2Ffiles%3Fa%3Db%23c")]
    public async Task An_id_cannot_leave_its_place_in_the_address(string id, string path)
    {
        StubHandler service = new StubHandler().On(
            "GET " + path, StubAnswer.Of(200, Samples.Utf8(Samples.Response())));

        Assert.Equal("resp_1", (await GetAsync(service, id)).Image.ResponseId);
    }

    private static Task<EngineRun> GetAsync(StubHandler service, string id) => EngineRun.CollectAsync(
        new StoredResponses(service.Connect()).GetAsync(id, new ImageFacts(), new CallSettings { MaximumRetries = 0 }));
}
