using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>What the service answers, and the error that a user gets for it.</summary>
public sealed class ErrorTests
{
    [Theory]
    [InlineData(400, null, "invalid size", "InvalidRequest", ErrorCategory.InvalidArgument)]
    [InlineData(400, "moderation_blocked", "rejected", "ContentRejected", ErrorCategory.PermissionDenied)]
    [InlineData(400, "content_policy_violation", "rejected", "ContentRejected", ErrorCategory.PermissionDenied)]
    [InlineData(400, "previous_response_not_found", "gone", "ItemNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData(400, "model_not_found", "no such model", "ModelNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData(401, "invalid_api_key", "Incorrect API key", "AuthenticationFailed", ErrorCategory.AuthenticationError)]
    [InlineData(403, null, "must be verified", "AccessDenied", ErrorCategory.PermissionDenied)]
    [InlineData(404, "model_not_found", "no such model", "ModelNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData(404, null, "Item with id 'ig_1' not found.", "ItemNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData(404, null, "Unknown path", "InvalidRequest", ErrorCategory.InvalidArgument)]
    [InlineData(408, null, "timeout", "ServiceUnavailable", ErrorCategory.ResourceUnavailable)]
    [InlineData(413, null, "too large", "InvalidRequest", ErrorCategory.InvalidArgument)]
    [InlineData(422, null, "unprocessable", "InvalidRequest", ErrorCategory.InvalidArgument)]
    [InlineData(429, "rate_limit_exceeded", "slow down", "RateLimited", ErrorCategory.LimitsExceeded)]
    [InlineData(429, "insufficient_quota", "no credit", "QuotaExceeded", ErrorCategory.LimitsExceeded)]
    [InlineData(500, null, "it broke", "ServiceUnavailable", ErrorCategory.ResourceUnavailable)]
    [InlineData(503, null, "overloaded", "ServiceUnavailable", ErrorCategory.ResourceUnavailable)]
    [InlineData(504, null, "gateway", "ResultUnknown", ErrorCategory.ReadError)]
    [InlineData(307, null, "moved", "InvalidResponse", ErrorCategory.InvalidResult)]
    public async Task A_refusal_is_one_error_of_a_stable_shape(
        int status, string? code, string message, string errorId, ErrorCategory category)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(
            Samples.Error(message, code, "tools[0].size"), status, ("x-request-id", "req_42"));
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("New-AIImage 'a fox' -MaximumRetryCount 0");

        Verify(result, errorId, category);
        string text = result.Error.ToString();
        Assert.Contains("req_42", text);
        AIImageException exception = Assert.IsType<AIImageException>(result.Error.Exception);
        Assert.Equal((status, "req_42"), (exception.StatusCode, exception.RequestId));
        if (status == 307) return;

        Assert.Contains(message, text);
        Assert.Contains("tools[0].size", text);
        Assert.Equal((code, "tools[0].size"), (exception.Code, exception.Parameter));
    }

    [Theory]
    [InlineData("", "InvalidResponse")]
    [InlineData("<html>proxy</html>", "InvalidResponse")]
    [InlineData("{}", "NoImageReturned")]
    [InlineData("[]", "InvalidResponse")]
    [InlineData("null", "InvalidResponse")]
    [InlineData("""{"id":"resp_1","status":"completed","output":[]}""", "NoImageReturned")]
    [InlineData(
        """{"id":"resp_1","status":"failed","error":{"code":"server_error","message":"x"}}""", "ResponseFailed")]
    [InlineData(
        """{"id":"resp_1","status":"failed","error":{"code":"rate_limit_exceeded","message":"x"}}""", "RateLimited")]
    [InlineData("""{"id":"resp_1","status":"incomplete","incomplete_details":{"reason":"max_output_tokens"}}""",
        "ResponseFailed")]
    [InlineData("""{"id":"resp_1","status":"incomplete","incomplete_details":{"reason":"content_filter"}}""",
        "ContentRejected")]
    [InlineData("""{"id":"resp_1","status":"cancelled"}""", "ResponseFailed")]
    public async Task An_answer_with_status_200_can_be_a_failure(string body, string errorId)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(body, 200, ("x-request-id", "req_42"));
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("New-AIImage 'a fox'");

        Verify(result, errorId, null);
        Assert.Contains("req_42", result.Error.ToString());
        Assert.Single(service.Requests);
    }

    [Theory]
    [InlineData(400, "InvalidRequest", "The service itself did not answer. Check the base URL")]
    [InlineData(403, "AccessDenied", "The service itself did not answer. Check the base URL")]
    [InlineData(503, "ServiceUnavailable", "Run it again later; the service itself did not answer.")]
    [InlineData(502, "ResultUnknown", "Before you send it again, check the service's usage page")]
    [InlineData(407, "AuthenticationFailed", "Check the user name and password of the proxy")]
    public async Task What_a_gateway_says_is_not_taken_for_the_services_advice(
        int status, string errorId, string action)
    {
        GatewayAnswer gateway = GatewayAnswer.Nginx(status, "Not Here");
        await using LoopbackService service = await LoopbackService.StartAsync((context, _) =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = gateway.ContentType;
            return context.Response.WriteAsync(gateway.Body);
        });
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("New-AIImage 'a fox' -MaximumRetryCount 0 -Verbose");

        Verify(result, errorId, null);
        Assert.StartsWith(action, result.Error.ErrorDetails.RecommendedAction);
        Assert.Contains(
            status == 407 ? "The proxy requires a user name and password." : $"{status} Not Here nginx/1.22.1",
            result.Error.ToString());
        Assert.Single(result.Verbose, line => line.StartsWith($"POST responses: status {status}, "));
    }

    [Fact]
    public async Task The_text_that_came_in_place_of_an_image_is_in_the_error()
    {
        await using LoopbackService service = await LoopbackService.StartAsync("""
            {"id":"resp_1","status":"completed","output":[{"type":"message","role":"assistant",
             "content":[{"type":"output_text","text":"I would rather\u001b[2J not."}]}]}
            """);
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("New-AIImage 'a fox' -ToolChoice auto");

        Verify(result, "NoImageReturned", ErrorCategory.InvalidResult);
        Assert.Equal("I would rather[2J not.", ((AIImageException)result.Error.Exception).ModelText);
        Assert.DoesNotContain('\u001b', result.Error.ToString());
    }

    [Fact]
    public void A_service_that_is_not_there_is_ConnectionFailed()
    {
        using ModuleSession session = new();
        session.Run($"Connect-AIImageService -ApiKey '{LoopbackService.Key}' -BaseUri http://127.0.0.1:{FreePort()}/v1")
            .ThrowIfFailed();

        RunResult result = session.Run("New-AIImage 'a fox' -MaximumRetryCount 0");

        Verify(result, "ConnectionFailed", ErrorCategory.ConnectionError);
    }

    [Fact]
    public async Task A_connection_that_ends_after_the_request_left_is_not_sent_again()
    {
        await using LoopbackService service = await LoopbackService.StartAsync((context, _) =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("New-AIImage 'a fox'");

        Verify(result, "ResultUnknown", ErrorCategory.ReadError);
        Assert.Contains("billed", result.Error.ToString());
        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task ErrorAction_Stop_ends_the_run_at_the_first_failure()
    {
        await using LoopbackService service = await ServiceScript.RefusingAsync("bad");
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("'bad', 'good' | New-AIImage -ErrorAction Stop");

        Assert.NotNull(result.Thrown);
        Assert.Equal("InvalidRequest", result.ErrorId);
        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task A_caught_error_has_its_exception_and_its_facts()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(
            Samples.Error("no", "moderation_blocked"), 400);
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("""
            try { New-AIImage 'a fox' -ErrorAction Stop }
            catch [ImageGen.AIImageException] { $_.Exception.ErrorId; $_.Exception.StatusCode; $_.Exception.Code }
            """).ThrowIfFailed();

        Assert.Equal(["ContentRejected", "400", "moderation_blocked"], result.Output.Select(item => item.ToString()));
    }

    [Theory]
    [InlineData("New-AIImage x -Service nowhere")]
    [InlineData("New-AIImage x -Service 42")]
    [InlineData("Get-AIImage -ResponseId resp_1 -Service nowhere")]
    public async Task A_service_that_does_not_exist_is_an_error(string script)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run(script);

        Assert.Equal("InvalidRequest", result.ErrorId);
        Assert.Empty(service.Requests);
    }

    private static void Verify(RunResult result, string errorId, ErrorCategory? category)
    {
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Null(result.Thrown);
        Assert.Equal($"{errorId},ImageGen.Commands.NewAIImageCommand", error.FullyQualifiedErrorId);
        if (category is not null) Assert.Equal(category, error.CategoryInfo.Category);
        Assert.NotEqual(ErrorCategory.NotSpecified, error.CategoryInfo.Category);
        Assert.Equal("a fox", error.TargetObject);
        Assert.False(string.IsNullOrWhiteSpace(error.ErrorDetails.RecommendedAction));
        Assert.Empty(result.Output);
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
