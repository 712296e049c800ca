using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Client.Responses;

/// <summary>Responses that failed although their HTTP status is 200.</summary>
public sealed class FailedResponseTests
{
    [Theory]
    [InlineData("server_error", ErrorIds.ResponseFailed)]
    [InlineData("invalid_image", ErrorIds.ResponseFailed)]
    [InlineData("rate_limit_exceeded", ErrorIds.RateLimited)]
    [InlineData("insufficient_quota", ErrorIds.QuotaExceeded)]
    [InlineData("billing_hard_limit_reached", ErrorIds.QuotaExceeded)]
    [InlineData("server_is_overloaded", ErrorIds.ServiceUnavailable)]
    [InlineData("model_not_found", ErrorIds.ModelNotFound)]
    [InlineData("image_content_policy_violation", ErrorIds.ContentRejected)]
    [InlineData("moderation_blocked", ErrorIds.ContentRejected)]
    [InlineData("something_new", ErrorIds.ResponseFailed)]
    public async Task A_failed_response_tells_its_error(string code, string errorId)
    {
        string error = $$"""{"code":"{{code}}","message":"It broke.","param":"tools","type":"server_error"}""";

        AIImageException failure = await FailAsync(WholeAnswerTests.Body("", "failed", $",\"error\":{error}"));

        Assert.Equal((errorId, "It broke."), (failure.ErrorId, failure.Message));
        Assert.Equal((code, "tools", "server_error"), (failure.Code, failure.Parameter, failure.Type));
    }

    [Fact]
    public async Task A_failed_image_call_tells_its_error()
    {
        string call = WholeAnswerTests.Call(
            "ig_1", null, "failed",
            ""","error":{"code":"moderation_blocked","message":"Refused.","moderation_details":{"categories":["x"]}}""");

        AIImageException failure = await FailAsync(WholeAnswerTests.Body(call));

        Assert.Equal(
            (ErrorIds.ContentRejected, "Refused. Moderation: categories x."), (failure.ErrorId, failure.Message));
        Assert.Equal(("moderation_blocked", "x"), (failure.Code, Assert.Single(failure.ModerationCategories)));
    }

    [Theory]
    [InlineData("incomplete", "max_output_tokens", ErrorIds.ResponseFailed)]
    [InlineData("incomplete", "content_filter", ErrorIds.ContentRejected)]
    [InlineData("incomplete", "steered", ErrorIds.ResponseFailed)]
    [InlineData("incomplete", null, ErrorIds.ResponseFailed)]
    [InlineData("cancelled", null, ErrorIds.ResponseFailed)]
    [InlineData("failed", null, ErrorIds.ResponseFailed)]
    public async Task A_response_that_stopped_early_tells_why(string status, string? reason, string errorId)
    {
        string details = reason is null ? "null" : $$"""{"reason":"{{reason}}"}""";

        AIImageException failure = await FailAsync(
            WholeAnswerTests.Body("", status, $",\"error\":null,\"incomplete_details\":{details}"));

        Assert.Equal(errorId, failure.ErrorId);
        Assert.Contains(status, failure.Message);
        if (reason is not null) Assert.Contains(reason, failure.Message);
    }

    [Theory]
    [InlineData("""{"type":"output_text","text":"Which fox?"}""", "Which fox?")]
    [InlineData("""{"type":"refusal","refusal":"I will not."}""", "I will not.")]
    [InlineData("""{"type":"output_text","text":"One. "},{"type":"output_text","text":"Two."}""", "One. Two.")]
    [InlineData("""{"type":"output_text","text":"a\u001b[31mb"}""", "a[31mb")]
    public async Task A_model_that_answers_with_text_is_quoted(string content, string text)
    {
        AIImageException failure = await FailAsync(
            WholeAnswerTests.Body($$"""{"id":"msg_1","type":"message","content":[{{content}}]}"""));

        Assert.Equal(ErrorIds.NoImageReturned, failure.ErrorId);
        Assert.Equal(text, failure.ModelText);
        Assert.Contains(text, failure.Message);
    }

    [Theory]
    [InlineData("""{"id":"resp_1","status":"completed","output":[]}""")]
    [InlineData("""{"id":"resp_1","status":"completed","output":null}""")]
    [InlineData("""{"id":"resp_1"}""")]
    [InlineData("""{"id":"resp_1","output":[{"type":"image_generation_call","result":""}]}""")]
    [InlineData("""{"id":"resp_1","output":[{"type":"message","content":[{"type":"output_text","text":""}]}]}""")]
    public async Task A_response_without_anything_has_no_image(string body)
    {
        AIImageException failure = await FailAsync(body);

        Assert.Equal(ErrorIds.NoImageReturned, failure.ErrorId);
        Assert.Null(failure.ModelText);
    }

    [Fact]
    public async Task A_key_in_the_words_of_a_failed_response_is_removed()
    {
        string error = $$"""{"code":"server_error","message":"{{StubHandler.Key}} is wrong"}""";

        AIImageException failure = await FailAsync(WholeAnswerTests.Body("", "failed", $",\"error\":{error}"));

        Assert.Equal("[key] is wrong", failure.Message);
    }

    private static async Task<AIImageException> FailAsync(string body)
    {
        AIImageException failure = (await EngineRun.OfAsync(200, body, ("x-request-id", "req_1"))).RequireFailure();
        Assert.Equal((200, "req_1", "resp_1"), (failure.StatusCode, failure.RequestId, failure.ResponseId));
        return failure;
    }
}
