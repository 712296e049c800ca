using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Client.Http;

/// <summary>
/// Refusals whose kind only their words tell, and what moderation says of itself, in the shapes that were recorded.
/// </summary>
public sealed class FailureKindTests
{
    private const string GoneModel =
        """{"error":{"type":"image_generation_user_error","code":"invalid_value","message":"The model 'gpt-image-2' does not exist.","param":"tools"}}""";

    private const string Blocked =
        """
        {"error":{"message":"Your request was rejected by the safety system.","type":"image_generation_user_error","param":null,
         "code":"moderation_blocked","moderation_details":{"moderation_stage":"input","categories":["violence","self-harm"]}}}
        """;

    private const string AzureBlocked =
        """
        {"error":{"code":"contentFilter","message":"Your task failed as a result of our safety system.","inner_error":{
         "code":"ResponsibleAIPolicyViolation","content_filter_results":{"hate":{"filtered":false,"severity":"safe"},
         "violence":{"filtered":true,"severity":"high"},"jailbreak":{"detected":true,"filtered":true},"odd":7}}}}
        """;

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    public async Task A_model_that_is_gone_is_known_by_the_words(int status)
    {
        AIImageException overTool = (await EngineRun.OfAsync(status, GoneModel)).RequireFailure();
        AIImageException overImages = (await ImagesRun.OfAsync(status, GoneModel.Replace("tools", "model")))
            .RequireFailure();

        Assert.Equal(
            (ErrorIds.ModelNotFound, "invalid_value", "tools"), (overTool.ErrorId, overTool.Code, overTool.Parameter));
        Assert.Equal((ErrorIds.ModelNotFound, "model"), (overImages.ErrorId, overImages.Parameter));
    }

    [Theory]
    [InlineData("The size '7x7' does not exist.")]
    [InlineData("The model 'gpt-image-2' does not take this size.")]
    public async Task Another_value_that_is_wrong_is_no_missing_model(string message) => Assert.Equal(
        ErrorIds.InvalidRequest,
        (await EngineRun.OfAsync(400, Samples.Error(message, "invalid_value", "tools", "image_generation_user_error")))
            .RequireFailure().ErrorId);

    [Theory]
    [InlineData(
        "Your resource has been temporarily blocked because we detected behavior that may violate our content policy.",
        ErrorIds.ContentRejected)]
    [InlineData("Your organization must be verified to use this model.", ErrorIds.AccessDenied)]
    public async Task A_blocked_resource_is_no_missing_right(string message, string expected) => Assert.Equal(
        expected, (await EngineRun.OfAsync(403, Samples.Error(message, "403"))).RequireFailure().ErrorId);

    [Fact]
    public async Task A_spent_budget_is_not_asked_again()
    {
        StubHandler service = new StubHandler().OnCreate(
            400,
            Samples.Error("Billing hard limit has been reached.", "billing_hard_limit_reached"),
            ("x-should-retry", "true"),
            ("retry-after", "0"));

        Assert.Equal(ErrorIds.QuotaExceeded, (await EngineRun.OfAsync(service)).RequireFailure().ErrorId);
        Assert.Single(service.Requests);
    }

    [Theory]
    [InlineData("server_is_overloaded", ErrorIds.ServiceUnavailable)]
    [InlineData("billing_hard_limit_reached", ErrorIds.QuotaExceeded)]
    [InlineData("moderation_blocked", ErrorIds.ContentRejected)]
    public async Task An_error_in_a_stream_has_its_kind(string code, string expected)
    {
        string own = $"event: error\ndata: {{\"type\":\"error\",\"code\":\"{code}\",\"message\":\"So it is.\","
            + "\"param\":null,\"sequence_number\":1}\n\n";
        string nested = $"event: error\ndata: {{\"type\":\"error\",\"error\":{{\"code\":\"{code}\","
            + "\"message\":\"So it is.\"}}\n\n";
        string failed = "event: response.failed\ndata: {\"type\":\"response.failed\",\"response\":{\"id\":\"resp_1\","
            + $"\"status\":\"failed\",\"error\":{{\"code\":\"{code}\",\"message\":\"So it is.\"}}}}}}\n\n";
        foreach (string stream in new[] { own, nested, failed })
        {
            EngineRun run = await EngineRun.OfAsync(
                new StubHandler().OnCreateStream(stream), EngineRun.Request(stream: true, retries: 0));
            Assert.Equal((expected, "So it is."), (run.RequireFailure().ErrorId, run.RequireFailure().Message));
        }

        foreach (string stream in new[] { own, nested })
        {
            Assert.Equal(expected, (await ImagesRun.StreamAsync(stream)).RequireFailure().ErrorId);
        }
    }

    [Fact]
    public async Task Moderation_is_in_the_message_and_on_the_exception()
    {
        AIImageException failure = (await EngineRun.OfAsync(400, Blocked)).RequireFailure();

        Assert.Equal(ErrorIds.ContentRejected, failure.ErrorId);
        Assert.Equal("input", failure.ModerationStage);
        Assert.Equal(["violence", "self-harm"], failure.ModerationCategories);
        Assert.Equal(
            "Your request was rejected by the safety system. Moderation: stage input; categories violence, self-harm.",
            failure.Message);
    }

    [Theory]
    [InlineData("inner_error", "content_filter_results")]
    [InlineData("innererror", "content_filter_result")]
    public async Task The_inner_error_of_Azure_names_the_filters_that_stopped_it(string inner, string results)
    {
        string body = AzureBlocked.Replace("inner_error", inner).Replace("content_filter_results", results);

        AIImageException failure = (await EngineRun.OfAsync(400, body)).RequireFailure();

        Assert.Equal((ErrorIds.ContentRejected, null), (failure.ErrorId, failure.ModerationStage));
        Assert.Equal(["violence", "jailbreak"], failure.ModerationCategories);
        Assert.EndsWith(
            "Moderation: categories violence, jailbreak; code ResponsibleAIPolicyViolation.", failure.Message);
    }

    [Fact]
    public async Task Moderation_is_foreign_text()
    {
        string body = Blocked
            .Replace("\"input\"", $"\"in\\u001b[31mput {StubHandler.Key}\"")
            .Replace(
                "\"violence\"",
                $"\"vio\\u0007lence\",\"{StubHandler.Key}\",\"\",7,null,[\"x\"],\"{new string('y', 999)}\"");

        AIImageException failure = (await EngineRun.OfAsync(400, body)).RequireFailure();

        Assert.Equal("in[31mput [key]", failure.ModerationStage);
        Assert.Equal(["violence", "[key]", new string('y', 79) + "…", "self-harm"], failure.ModerationCategories);
        Assert.DoesNotContain(StubHandler.Key, failure.Message);
        Assert.DoesNotContain(failure.Message, char.IsControl);
    }

    [Theory]
    [InlineData(""" "moderation_details":null """)]
    [InlineData(""" "moderation_details":"input" """)]
    [InlineData(""" "moderation_details":{"moderation_stage":7,"categories":"all"} """)]
    [InlineData(""" "inner_error":[],"innererror":{"content_filter_results":[1]} """)]
    [InlineData(""" "content_filter_results":{"hate":{"filtered":false}} """)]
    public async Task A_moderation_of_another_shape_says_nothing(string fields)
    {
        AIImageException failure = (await EngineRun.OfAsync(
            400, $$$"""{"error":{"code":"moderation_blocked","message":"No.",{{{fields}}}}}""")).RequireFailure();

        Assert.Equal((ErrorIds.ContentRejected, "No."), (failure.ErrorId, failure.Message));
        Assert.Equal((null, 0), (failure.ModerationStage, failure.ModerationCategories.Count));
    }
}
