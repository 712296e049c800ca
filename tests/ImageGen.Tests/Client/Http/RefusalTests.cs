using System;
using System.IO;
using System.Net.Http;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Client.Http;

public sealed class RefusalTests
{
    private const string GoneItem =
        "Item with id 'ig_1' not found. Items are not persisted when `store` is set to false.";

    [Theory]
    [InlineData(400, "invalid_request_error", "unknown_parameter", "tools[0].n", ErrorIds.InvalidRequest)]
    [InlineData(400, "invalid_request_error", "invalid_value", "tools[0].size", ErrorIds.InvalidRequest)]
    [InlineData(400, "invalid_request_error", "missing_required_parameter", "model", ErrorIds.InvalidRequest)]
    [InlineData(400, "invalid_request_error", "invalid_type", "store", ErrorIds.InvalidRequest)]
    [InlineData(400, "invalid_request_error", null, null, ErrorIds.InvalidRequest)]
    [InlineData(400, "invalid_request_error", "invalid_mask_image_format", null, ErrorIds.InvalidRequest)]
    [InlineData(400, "image_generation_user_error", "moderation_blocked", null, ErrorIds.ContentRejected)]
    [InlineData(400, "image_generation_user_error", null, "tools", ErrorIds.InvalidRequest)]
    [InlineData(400, "invalid_request_error", "content_policy_violation", null, ErrorIds.ContentRejected)]
    [InlineData(400, "invalid_request_error", "contentFilter", null, ErrorIds.ContentRejected)]
    [InlineData(400, "invalid_request_error", "bio_policy", null, ErrorIds.ContentRejected)]
    [InlineData(
        400, "invalid_request_error", "previous_response_not_found", "previous_response_id", ErrorIds.ItemNotFound)]
    [InlineData(400, "invalid_request_error", "model_not_found", "model", ErrorIds.ModelNotFound)]
    [InlineData(400, "invalid_request_error", "billing_hard_limit_reached", null, ErrorIds.QuotaExceeded)]
    [InlineData(400, "invalid_request_error", "insufficient_quota", null, ErrorIds.QuotaExceeded)]
    [InlineData(429, "invalid_request_error", "billing_hard_limit_reached", null, ErrorIds.QuotaExceeded)]
    [InlineData(401, "invalid_request_error", "invalid_api_key", null, ErrorIds.AuthenticationFailed)]
    [InlineData(403, "invalid_request_error", "unsupported_country_region_territory", null, ErrorIds.AccessDenied)]
    [InlineData(403, "invalid_request_error", null, null, ErrorIds.AccessDenied)]
    [InlineData(404, "invalid_request_error", "model_not_found", null, ErrorIds.ModelNotFound)]
    [InlineData(404, "invalid_request_error", null, null, ErrorIds.InvalidRequest)]
    [InlineData(408, "server_error", null, null, ErrorIds.ServiceUnavailable)]
    [InlineData(409, "server_error", null, null, ErrorIds.ServiceUnavailable)]
    [InlineData(413, "invalid_request_error", null, null, ErrorIds.InvalidRequest)]
    [InlineData(422, "invalid_request_error", null, null, ErrorIds.InvalidRequest)]
    [InlineData(429, "requests", "rate_limit_exceeded", null, ErrorIds.RateLimited)]
    [InlineData(429, "insufficient_quota", "insufficient_quota", null, ErrorIds.QuotaExceeded)]
    [InlineData(500, "server_error", "server_error", null, ErrorIds.ServiceUnavailable)]
    [InlineData(502, "server_error", null, null, ErrorIds.ServiceUnavailable)]
    [InlineData(503, "server_error", null, null, ErrorIds.ServiceUnavailable)]
    [InlineData(504, "server_error", null, null, ErrorIds.ResultUnknown)]
    [InlineData(524, "server_error", null, null, ErrorIds.ResultUnknown)]
    public async Task An_error_body_tells_what_is_wrong(
        int status, string type, string? code, string? parameter, string errorId)
    {
        EngineRun run = await EngineRun.OfAsync(
            status, Samples.Error("So it is.", code, parameter, type), ("x-request-id", "req_1"));

        AIImageException failure = run.RequireFailure();
        Assert.Equal(errorId, failure.ErrorId);
        Assert.Equal(status, failure.StatusCode);
        Assert.Equal("So it is.", failure.Message);
        Assert.Equal(type, failure.Type);
        Assert.Equal(code, failure.Code);
        Assert.Equal(parameter, failure.Parameter);
        Assert.Equal("req_1", failure.RequestId);
    }

    [Theory]
    [InlineData(GoneItem)]
    [InlineData("Previous response with id 'resp_1' not found.")]
    [InlineData("Response with id 'resp_1' not found.")]
    public async Task An_item_that_is_gone_is_known_by_its_message(string message)
    {
        EngineRun run = await EngineRun.OfAsync(404, Samples.Error(message));

        Assert.Equal(ErrorIds.ItemNotFound, run.RequireFailure().ErrorId);
        Assert.Equal(message, run.RequireFailure().Message);
    }

    [Theory]
    [InlineData("""{"error":"no such model"}""", "no such model")]
    [InlineData("""{"detail":"no such model"}""", "no such model")]
    [InlineData("""{"message":"no such model"}""", "no such model")]
    [InlineData("""{"detail":[{"loc":["body"],"msg":"missing"}]}""", """[{"loc":["body"],"msg":"missing"}]""")]
    [InlineData("""{"error":{"message":"yes","code":404,"param":["a"]}}""", "yes")]
    [InlineData("no such model", "no such model")]
    [InlineData("\"no such model\"", "no such model")]
    public async Task Other_shapes_of_errors_are_read(string body, string message)
    {
        AIImageException failure = (await EngineRun.OfAsync(400, body)).RequireFailure();

        Assert.Equal(message, failure.Message);
        Assert.Equal(400, failure.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("<html><body>502 Bad Gateway</body></html>")]
    [InlineData("{\"error\":{\"mess")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("17")]
    [InlineData("{\"error\":null}")]
    [InlineData("{\"error\":{}}")]
    [InlineData("{\"error\":[]}")]
    [InlineData("{\"error\":{\"message\":\"\"}}")]
    [InlineData("{\"error\":{\"message\":false}}")]
    public async Task A_body_that_says_nothing_does_not_hide_the_status(string body)
    {
        AIImageException failure = (await EngineRun.OfAsync(502, body, ("x-request-id", "req_1"))).RequireFailure();

        Assert.Equal(ErrorIds.ResultUnknown, failure.ErrorId);
        Assert.Equal(502, failure.StatusCode);
        Assert.Equal("req_1", failure.RequestId);
        Assert.Contains("502", failure.Message);
    }

    [Theory]
    [InlineData("""{"error":{"message":"\ud800"}}""")]
    [InlineData("""{"error":"\ud800"}""")]
    [InlineData("""{"error":{"message":"bad","code":"\ud800"}}""")]
    public async Task A_broken_character_in_a_body_does_not_hide_the_status(string body)
    {
        AIImageException failure = (await EngineRun.OfAsync(401, body)).RequireFailure();

        Assert.Equal(ErrorIds.AuthenticationFailed, failure.ErrorId);
        Assert.Equal(401, failure.StatusCode);
    }

    [Fact]
    public async Task A_body_that_is_nested_too_deep_does_not_hide_the_status()
    {
        string body = new string('[', 5000) + new string(']', 5000);

        Assert.Equal(401, (await EngineRun.OfAsync(401, body)).RequireFailure().StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"error\":{\"message\":\"Rate li")]
    public async Task A_body_that_breaks_off_does_not_hide_the_status(string start)
    {
        StreamContent body = new(new PiecewiseStream(Samples.Utf8(start), new IOException("cut")));
        StubHandler service = new StubHandler().OnCreate(StubAnswer.Of(429, body));

        EngineRun run = await EngineRun.OfAsync(service, EngineRun.Request(retries: 0));

        Assert.Equal(ErrorIds.RateLimited, run.RequireFailure().ErrorId);
        Assert.Equal(429, run.RequireFailure().StatusCode);
    }

    [Fact]
    public async Task A_long_message_is_cut_and_a_huge_body_is_not_read_to_its_end()
    {
        EngineRun run = await EngineRun.OfAsync(400, Samples.Error(new string('x', 10_000)));
        PiecewiseStream endless = new(new byte[10_000_000], new InvalidOperationException("read too far"));
        StubHandler service = new StubHandler().OnCreate(StubAnswer.Of(400, new StreamContent(endless)));
        EngineRun second = await EngineRun.OfAsync(service, EngineRun.Request(retries: 0));

        Assert.Equal(2000, run.RequireFailure().Message.Length);
        Assert.Equal(400, second.RequireFailure().StatusCode);
        Assert.True(endless.IsDisposed);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed(int status)
    {
        StubHandler service = new StubHandler()
            .OnCreate(status, "", ("Location", "https://elsewhere.example/v1/responses?secret=1"));

        AIImageException failure = (await EngineRun.OfAsync(service)).RequireFailure();

        Assert.Equal(ErrorIds.InvalidResponse, failure.ErrorId);
        Assert.Equal(status, failure.StatusCode);
        Assert.Contains("https://elsewhere.example", failure.Message);
        Assert.DoesNotContain("secret", failure.Message);
        Assert.Single(service.Requests);
    }

    [Theory]
    [InlineData("Incorrect API key provided: " + StubHandler.Key + ".")]
    [InlineData("Incorrect API key provided: sk-proj-abc***************wxyz.")]
    public async Task A_key_that_the_service_repeats_is_removed(string message)
    {
        AIImageException failure = (await EngineRun.OfAsync(401, Samples.Error(message))).RequireFailure();

        Assert.Equal("Incorrect API key provided: [key].", failure.Message);
    }

    [Fact]
    public async Task A_key_is_removed_from_every_field_of_an_error()
    {
        string body = Samples.Error(StubHandler.Key, StubHandler.Key, StubHandler.Key, StubHandler.Key);

        AIImageException failure = (await EngineRun.OfAsync(
            400, body, ("x-request-id", StubHandler.Key))).RequireFailure();

        Assert.DoesNotContain(StubHandler.Key, failure.ToString(), StringComparison.Ordinal);
        Assert.Equal(("[key]", "[key]"), (failure.Code, failure.Parameter));
        Assert.Equal(("[key]", "[key]"), (failure.Type, failure.RequestId));
    }

    [Fact]
    public async Task Control_characters_of_an_error_are_removed()
    {
        string body = Samples.Error(
            "a\\u001b[31mb\\u202Ec\\nd", "co\\u0007de", "pa\\u0000ram", "ty\\u001bpe");

        AIImageException failure = (await EngineRun.OfAsync(400, body)).RequireFailure();

        Assert.Equal("a[31mbc d", failure.Message);
        Assert.Equal(("code", "param", "type"), (failure.Code, failure.Parameter, failure.Type));
    }
}
