using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>Test-AIImageService against services that are well, and ill in each way.</summary>
public sealed class TestServiceTests
{
    private const string List =
        """{"object":"list","data":[{"id":"gpt-6-luna"},{"id":"gpt-image-2.6-sunburst"},{"id":"gpt-image-1.5"}]}""";
    private const string All = "NameResolution,Connection,Key,Clock,Model,ImageModel,ResponsesApi,ImagesApi,RateLimits";

    private static readonly (string, string)[] s_limits =
    [
        ("x-ratelimit-limit-requests", "500"), ("x-ratelimit-remaining-requests", "499"),
        ("x-ratelimit-reset-requests", "120ms"),
        ("x-ratelimit-limit-input-images", "250"), ("x-ratelimit-remaining-input-images", "250"),
    ];

    [Fact]
    public async Task A_service_that_is_well_passes_everything()
    {
        await using LoopbackService service = await StartAsync();
        using ModuleSession session = ModuleSession.With(service);

        Dictionary<string, AIImageServiceCheck> checks = Run(session);

        Assert.Equal(All, string.Join(",", checks.Keys));
        Assert.All(checks.Values.Where(check => check.Check != "NameResolution"), AssertPassed);
        Assert.Equal(AIImageServiceCheckStatus.Skipped, checks["NameResolution"].Status);
        Assert.Contains("-ApiKey", checks["Key"].Message);
        Assert.Equal("requests: 499 of 500 left, full again in 120ms; input images: 250 of 250 left.",
            checks["RateLimits"].Message);
        Assert.All(checks.Values, check => Assert.Equal(service.BaseUri.Authority, check.Service));
        Assert.All(checks.Values, check => Assert.DoesNotContain(LoopbackService.Key, check.Message));
    }

    [Fact]
    public async Task Nothing_is_sent_that_could_be_billed()
    {
        await using LoopbackService service = await StartAsync();
        using ModuleSession session = ModuleSession.With(service);

        Run(session);

        Assert.Equal(
            ["GET /v1/models ", "POST /v1/responses {}", "POST /v1/images/generations {}"],
            service.Requests.Select(request => $"{request.Method} {request.Path} {Samples.Text(request.Body)}"));
    }

    [Fact]
    public async Task A_key_that_is_refused_fails_and_skips_what_depends_on_it()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(
            Samples.Error($"Incorrect API key provided: {LoopbackService.Key}.", "invalid_api_key"), 401);
        using ModuleSession session = ModuleSession.With(service);

        Dictionary<string, AIImageServiceCheck> checks = Run(session);

        Assert.Equal(All, string.Join(",", checks.Keys));
        AssertPassed(checks["Connection"]);
        AssertPassed(checks["Clock"]);
        Assert.Equal(AIImageServiceCheckStatus.Failed, checks["Key"].Status);
        Assert.Contains("Incorrect API key", checks["Key"].Message);
        AssertSkipped(checks, "Model", "ImageModel", "ResponsesApi", "ImagesApi", "RateLimits");
        Assert.All(checks.Values, check => Assert.DoesNotContain(LoopbackService.Key, check.Message));
        Assert.Single(service.Requests);
    }

    [Theory]
    [InlineData("/v1/responses", 404, "ResponsesApi", AIImageServiceCheckStatus.Warning, "-Api Images")]
    [InlineData("/v1/images/generations", 405, "ImagesApi", AIImageServiceCheckStatus.Warning, "-Api Responses")]
    [InlineData("/v1/responses", 503, "ResponsesApi", AIImageServiceCheckStatus.Warning, "unavailable")]
    [InlineData("/v1/responses", 429, "ResponsesApi", AIImageServiceCheckStatus.Warning, "rate limit")]
    [InlineData("/v1/images/generations", 403, "ImagesApi", AIImageServiceCheckStatus.Failed, "refused")]
    [InlineData("/v1/models", 403, "Key", AIImageServiceCheckStatus.Warning, "list models")]
    [InlineData("/v1/models", 404, "Key", AIImageServiceCheckStatus.Warning, "base URL")]
    [InlineData("/v1/models", 500, "Key", AIImageServiceCheckStatus.Warning, "refused")]
    [InlineData("/v1/models", 302, "Connection", AIImageServiceCheckStatus.Failed, "redirects")]
    public async Task One_route_that_is_ill_is_told_apart(
        string path, int status, string check, AIImageServiceCheckStatus expected, string message)
    {
        await using LoopbackService service = await StartAsync((path, status, Samples.Error("refused")));
        using ModuleSession session = ModuleSession.With(service);

        Dictionary<string, AIImageServiceCheck> checks = Run(session);

        Assert.Equal(All, string.Join(",", checks.Keys));
        Assert.Equal(expected, checks[check].Status);
        Assert.Contains(message, checks[check].Message);
        if (check == "Key") AssertSkipped(checks, "Model", "ImageModel");
        if (check != "Connection") AssertPassed(checks[path.Contains("images") ? "ResponsesApi" : "ImagesApi"]);
    }

    [Fact]
    public async Task A_quota_that_is_used_up_fails()
    {
        await using LoopbackService service = await StartAsync(
            ("/v1/responses", 429, Samples.Error("You exceeded your current quota", "insufficient_quota")));
        using ModuleSession session = ModuleSession.With(service);

        AIImageServiceCheck check = Run(session)["ResponsesApi"];

        Assert.Equal(AIImageServiceCheckStatus.Failed, check.Status);
        Assert.Contains("quota", check.Message);
    }

    [Fact]
    public async Task Without_either_api_it_fails_with_the_likely_reason()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Error("Invalid URL"), 404);
        using ModuleSession session = ModuleSession.With(service);

        Dictionary<string, AIImageServiceCheck> checks = Run(session);

        Assert.Equal(AIImageServiceCheckStatus.Failed, checks["ImagesApi"].Status);
        Assert.Contains("/v1", checks["ImagesApi"].Message);
    }

    [Theory]
    [InlineData(-400, "400 days ahead")]
    [InlineData(400, "400 days behind")]
    public async Task A_clock_that_is_off_is_a_warning(int days, string expected)
    {
        string date = DateTimeOffset.UtcNow.AddDays(days).AddMinutes(days < 0 ? -1 : 1).ToString("R");
        await using LoopbackService service = await StartAsync(date: date);
        using ModuleSession session = ModuleSession.With(service);

        AIImageServiceCheck check = Run(session)["Clock"];

        Assert.Equal(AIImageServiceCheckStatus.Warning, check.Status);
        Assert.Contains(expected, check.Message);
    }

    [Fact]
    public async Task Models_that_end_or_are_not_listed_are_warnings()
    {
        await using LoopbackService service = await StartAsync();
        using ModuleSession session = new();

        Dictionary<string, AIImageServiceCheck> checks = Run(session, $"""
            Connect-AIImageService -ApiKey {LoopbackService.Key} -BaseUri {service.BaseUri} `
                -Model gpt-6-astra -ImageModel gpt-image-1.5
            Test-AIImageService
            """);

        Assert.Equal(AIImageServiceCheckStatus.Warning, checks["Model"].Status);
        Assert.Contains("does not list 'gpt-6-astra'", checks["Model"].Message);
        Assert.Contains("2026-12-01", checks["ImageModel"].Message);
    }

    [Fact]
    public void A_connection_that_is_refused_fails_and_skips_the_rest()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        int port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        using ModuleSession session = new();

        Dictionary<string, AIImageServiceCheck> checks = Run(session, $"""
            Connect-AIImageService -ApiKey {LoopbackService.Key} -BaseUri http://127.0.0.1:{port}/v1
            Test-AIImageService
            """);

        Assert.Equal(All, string.Join(",", checks.Keys));
        Assert.Equal(AIImageServiceCheckStatus.Failed, checks["Connection"].Status);
        AssertSkipped(checks, "Key", "Clock", "Model", "ImageModel", "ResponsesApi", "ImagesApi", "RateLimits");
    }

    [Fact]
    public void The_sandbox_is_well()
    {
        using ModuleSession session = ModuleSession.WithSandbox();

        Dictionary<string, AIImageServiceCheck> checks = Run(session);

        Assert.DoesNotContain(checks.Values, check => check.Status == AIImageServiceCheckStatus.Failed);
        AssertSkipped(checks, "NameResolution", "Connection", "Key");
        AssertPassed(checks["ResponsesApi"]);
    }

    [Fact]
    public async Task Connections_come_from_the_pipeline()
    {
        await using LoopbackService service = await StartAsync();
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("""
            Connect-AIImageService -Sandbox
            @(Get-AIImageService) + 'nowhere' | Test-AIImageService |
                ForEach-Object { if ($_.Check -eq 'Key') { $_.Service } }
            """);

        Assert.Equal("InvalidRequest", result.ErrorId);
        Assert.Equal([service.BaseUri.Authority, "Sandbox"], result.Output.Select(item => item.ToString()));
    }

    [Fact]
    public async Task A_stop_ends_it_while_the_service_is_silent()
    {
        TaskCompletionSource asked = new();
        await using LoopbackService service = await LoopbackService.StartAsync(async (context, _) =>
        {
            asked.TrySetResult();
            await Task.Delay(-1, context.RequestAborted);
        });
        using ModuleSession session = ModuleSession.With(service);
        using PowerShell shell = session.Create("Test-AIImageService -TimeoutSec 0");

        Task<PSDataCollection<PSObject>> running = shell.InvokeAsync();
        await asked.Task.Soon();
        await Task.Factory.FromAsync(shell.BeginStop, shell.EndStop, null).Soon();

        await Assert.ThrowsAnyAsync<PipelineStoppedException>(() => running.Soon());
    }

    private static Task<LoopbackService> StartAsync(
        (string Path, int Status, string Body)? ill = null, string? date = null) =>
        LoopbackService.StartAsync((context, request) =>
        {
            if (date is not null) context.Response.Headers.Date = date;
            return ill is not null && request.Path == ill.Value.Path
                ? LoopbackService.WriteJsonAsync(context, ill.Value.Body, ill.Value.Status, ("Location", "https://x/"))
                : AnswerAsync(context, request);
        });

    private static Task AnswerAsync(HttpContext context, ReceivedRequest request) => request.Method == "GET"
        ? LoopbackService.WriteJsonAsync(context, List)
        : LoopbackService.WriteJsonAsync(
            context, Samples.Error("Missing required parameter", "missing_required_parameter", "model"), 400, s_limits);

    private static Dictionary<string, AIImageServiceCheck> Run(ModuleSession session, string? script = null) =>
        session.Run(script ?? "Test-AIImageService").ThrowIfFailed().Output
            .Select(item => (AIImageServiceCheck)item.BaseObject)
            .ToDictionary(check => check.Check);

    private static void AssertPassed(AIImageServiceCheck check) =>
        Assert.True(check.Status == AIImageServiceCheckStatus.Passed, $"{check}: {check.Message}");

    private static void AssertSkipped(Dictionary<string, AIImageServiceCheck> checks, params string[] names) =>
        Assert.All(names, name => Assert.Equal(AIImageServiceCheckStatus.Skipped, checks[name].Status));
}
