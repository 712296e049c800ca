using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Apis.Responses;
using ImageGen.Http;
using ImageGen.Orders;
using ImageGen.Service;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Client.Http;

/// <summary>What a gateway or a web server answers in place of the service, and whether it is sent again.</summary>
public sealed class GatewayTests
{
    private static readonly (string, string) s_atOnce = ("retry-after-ms", "0");

    public static TheoryData<int> Silent => [.. Enumerable.Range(0, GatewayAnswer.Silent.Count)];

    public static TheoryData<int> Limits => [.. Enumerable.Range(0, GatewayAnswer.Limits.Count)];

    [Theory]
    [MemberData(nameof(Silent))]
    public async Task A_failure_that_is_not_the_services_own_leaves_the_result_unknown(int number)
    {
        GatewayAnswer gateway = GatewayAnswer.Silent[number];
        StubHandler service = new StubHandler().OnCreate(gateway.ToStub(s_atOnce, ("x-request-id", "req_1")));

        AIImageException failure = (await EngineRun.OfAsync(service)).RequireFailure();

        Assert.Single(service.Requests);
        Assert.Equal((ErrorIds.ResultUnknown, gateway.Status), (failure.ErrorId, failure.StatusCode));
        Assert.Equal("req_1", failure.RequestId);
        Assert.Contains("from a gateway", failure.Message);
        Assert.Contains(gateway.Server, failure.Message);
        Assert.Contains(gateway.Words, failure.Message);
        Assert.EndsWith("the image may have been made and billed.", failure.Message);
    }

    [Theory]
    [MemberData(nameof(Silent))]
    public async Task It_is_so_for_every_kind_of_order(int number)
    {
        GatewayAnswer gateway = GatewayAnswer.Silent[number];
        ImageOrder order = EngineRun.Request();
        foreach (ImageOrder kind in new[]
        {
            order with { Stream = true }, order with { Background = BackgroundMode.Submit },
            order with { Background = BackgroundMode.Follow },
            order with { Background = BackgroundMode.Follow, Stream = true },
        })
        {
            StubHandler service = new StubHandler().OnCreate(gateway.ToStub(s_atOnce));

            Assert.Equal(ErrorIds.ResultUnknown, (await EngineRun.OfAsync(service, kind)).RequireFailure().ErrorId);
            Assert.Single(service.Requests);
        }

        Assert.Equal(
            ErrorIds.ResultUnknown, (await ImagesRun.OfAsync(gateway.Status, gateway.Body)).RequireFailure().ErrorId);
    }

    [Theory]
    [MemberData(nameof(Limits))]
    public async Task A_limit_and_a_gateway_without_a_server_are_tried_again(int number)
    {
        GatewayAnswer gateway = GatewayAnswer.Limits[number];
        StubHandler service = new StubHandler()
            .OnCreate(gateway.ToStub(s_atOnce))
            .OnCreate(gateway.ToStub(s_atOnce))
            .OnCreate(200, Samples.Response());

        EngineRun run = await EngineRun.OfAsync(service);

        Assert.Equal("resp_1", run.Image.ResponseId);
        Assert.All(run.Events.OfType<Retrying>(), retrying => Assert.Contains(gateway.Words, retrying.Reason));
    }

    [Theory]
    [InlineData("""{"error":{"message":"The server had an error.","type":"server_error","param":null,"code":null}}""")]
    [InlineData("""{"error":{"message":"The server had an error.","type":"server_error","code":500}}""")]
    [InlineData("""{"error":{"code":"InternalServerError","message":"The server had an error."}}""")]
    [InlineData("""{"error":{"code":"500","message":"The server had an error.","target":null}}""")]
    public async Task The_services_own_error_says_that_nothing_was_made(string body)
    {
        foreach (int status in new[] { 500, 502, 520, 529 })
        {
            StubHandler service = new StubHandler().OnCreate(status, body, s_atOnce).OnCreate(200, Samples.Response());

            EngineRun run = await EngineRun.OfAsync(service);

            Assert.Equal("resp_1", run.Image.ResponseId);
            Assert.Equal("The server had an error.", Assert.Single(run.Events.OfType<Retrying>()).Reason);
        }
    }

    [Theory]
    [InlineData("""{"error":"The server had an error."}""")]
    [InlineData("""{"error":{"message":"The server had an error."}}""")]
    [InlineData("""{"error":{"type":"server_error","code":"server_error"}}""")]
    [InlineData("""{"error":{"message":"","type":"server_error"}}""")]
    [InlineData("""{"message":"The server had an error.","type":"server_error","code":"server_error"}""")]
    [InlineData("""{"errors":[{"message":"The server had an error.","type":"server_error"}]}""")]
    [InlineData("""[{"error":{"message":"The server had an error.","type":"server_error"}}]""")]
    [InlineData("""{"error":{"message":"The server had an error.","type":"server_er""")]
    public async Task Anything_less_than_the_services_own_error_is_not_its_word(string body)
    {
        StubHandler service = new StubHandler().OnCreate(502, body, s_atOnce);

        Assert.Equal(ErrorIds.ResultUnknown, (await EngineRun.OfAsync(service)).RequireFailure().ErrorId);
        Assert.Single(service.Requests);
    }

    [Theory]
    [InlineData(502, "true", 2, null)]
    [InlineData(504, "true", 2, null)]
    [InlineData(502, "false", 1, ErrorIds.ResultUnknown)]
    [InlineData(502, "soon", 1, ErrorIds.ResultUnknown)]
    public async Task An_answer_that_asks_for_another_try_says_that_nothing_was_begun(
        int status, string verdict, int requests, string? errorId)
    {
        StubHandler service = new StubHandler()
            .OnCreate(status, "<html>", s_atOnce, ("x-should-retry", verdict))
            .OnCreate(200, Samples.Response());

        EngineRun run = await EngineRun.OfAsync(service);

        Assert.Equal((requests, errorId), (service.Requests.Count, run.Failure?.ErrorId));
    }

    [Theory]
    [MemberData(nameof(Silent))]
    public async Task What_makes_nothing_is_asked_again_whatever_a_gateway_says(int number)
    {
        GatewayAnswer gateway = GatewayAnswer.Silent[number];
        const string response = "/v1/responses/resp_1";
        StubHandler service = new StubHandler()
            .On("GET " + response, gateway.ToStub(s_atOnce))
            .On("GET " + response, StubAnswer.Of(200, Samples.Utf8(Samples.Response())))
            .On($"POST {response}/cancel", gateway.ToStub(s_atOnce))
            .On($"POST {response}/cancel", StubAnswer.Of(200, Samples.Utf8(Looks.State("resp_1", "cancelled"))))
            .On("DELETE " + response, gateway.ToStub(s_atOnce))
            .On("DELETE " + response, StubAnswer.Of(200, Samples.Utf8("""{"id":"resp_1","deleted":true}""")));
        StoredResponses stored = new(service.Connect());
        CallSettings settings = new() { MaximumRetries = 1 };

        EngineRun[] runs =
        [
            await EngineRun.CollectAsync(stored.GetAsync("resp_1", new ImageFacts(), settings)),
            await EngineRun.CollectAsync(stored.CancelAsync("resp_1", new ImageFacts(), settings)),
            await EngineRun.CollectAsync(stored.DeleteAsync("resp_1", settings)),
        ];

        Assert.All(runs, run => Assert.Null(run.Failure));
        Assert.All(runs, run => Assert.Single(run.Events.OfType<Retrying>()));
    }

    [Fact]
    public async Task What_makes_nothing_is_never_of_unknown_result()
    {
        StubHandler service = new StubHandler()
            .On("GET /v1/responses/resp_1", GatewayAnswer.Nginx(502, "Bad Gateway").ToStub());

        AIImageException failure = (await EngineRun.CollectAsync(new StoredResponses(service.Connect()).GetAsync(
            "resp_1", new ImageFacts(), new CallSettings { MaximumRetries = 0 }))).RequireFailure();

        Assert.Equal(ErrorIds.ServiceUnavailable, failure.ErrorId);
        Assert.DoesNotContain("billed", failure.Message);
    }

    [Theory]
    [InlineData("400 The plain HTTP request was sent to HTTPS port", "The plain HTTP request was sent to HTTPS port")]
    [InlineData("400 No required SSL certificate was sent", "No required SSL certificate was sent")]
    [InlineData("400 Request Header Or Cookie Too Large", "Request Header Or Cookie Too Large")]
    public async Task A_refusal_by_a_gateway_has_its_words(string title, string line)
    {
        StubHandler service = new StubHandler().OnCreate(
            GatewayAnswer.Nginx(400, "Bad Request", title, line).ToStub());

        AIImageException failure = (await EngineRun.OfAsync(service)).RequireFailure();

        Assert.Equal(ErrorIds.InvalidRequest, failure.ErrorId);
        Assert.Equal(
            $"Status 400 from a gateway or web server (nginx/1.22.1): 400 Bad Request {line} nginx/1.22.1.",
            failure.Message);
    }

    [Fact]
    public async Task A_refusal_is_told_like_any_other_answer()
    {
        StubHandler service = new StubHandler()
            .OnCreate(GatewayAnswer.Limits[0].ToStub(s_atOnce))
            .OnCreate(400, Samples.Error("No."));

        EngineRun run = await EngineRun.OfAsync(
            service, EngineRun.Request() with { Settings = new CallSettings { Trace = true } });

        Assert.Equal([503, 400], run.Events.OfType<Answered>().Select(answered => answered.Status));
        Traced[] traces = [.. run.Events.OfType<Traced>().Skip(1)];
        Assert.Equal(["503", "400"], traces.Select(trace => trace.Direction));
        Assert.StartsWith("<html>", traces[0].Json);
        Assert.Contains("\"message\": \"No.\"", traces[1].Json);
    }

    [Fact]
    public async Task A_page_is_foreign_text()
    {
        string page = $"<html><body>\u001b[31m{StubHandler.Key}&#27;[2J&#x202e;{new string('x', 100_000)}";
        StubHandler service = new StubHandler().OnCreate(StubAnswer.Of(
            403, Samples.Utf8(page), "text/html", ("Server", $"evil\u0085{StubHandler.Key}{new string('y', 999)}")));

        EngineRun run = await EngineRun.OfAsync(
            service, EngineRun.Request() with { Settings = new CallSettings { Trace = true } });

        AIImageException failure = run.RequireFailure();
        Assert.InRange(failure.Message.Length, 100, 600);
        IEnumerable<string> told = [failure.Message, .. run.Events.OfType<Traced>().Select(trace => trace.Json)];
        Assert.All(told, text => Assert.DoesNotContain(StubHandler.Key, text, StringComparison.Ordinal));
        Assert.DoesNotContain(failure.Message, char.IsControl);
        Assert.DoesNotContain('\u202e', failure.Message);
    }
}
