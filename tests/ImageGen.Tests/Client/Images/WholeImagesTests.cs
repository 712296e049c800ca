using System;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using ImageGen.Http;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Client.Images;

public sealed class WholeImagesTests
{
    private static readonly byte[] s_large = [.. Samples.Png, .. new byte[100_000]];

    [Fact]
    public async Task An_answer_becomes_an_image_with_all_that_is_known_of_it()
    {
        EngineRun run = await ImagesRun.OfAsync(200, ImagesScript.Answer(), ("x-request-id", "req_1"));

        AIImage image = run.Image;
        Assert.Equal((null, null, "req_1"), (image.Id, image.ResponseId, image.RequestId));
        Assert.Equal(("a fox", null, "generate"), (image.Prompt, image.RevisedPrompt, image.Action));
        Assert.Equal(
            ("1024x1024", "high", "opaque", "png"), (image.Size, image.Quality, image.Background, image.OutputFormat));
        Assert.Equal((null, "gpt-image-2.6-sunburst"), (image.Model, image.ImageModel));
        Assert.Equal(Samples.Png, image.Bytes);
        Assert.Equal(("png", 1, 1, (long)Samples.Png.Length), (image.Format, image.Width, image.Height, image.Length));
        Assert.Equal(1781048094, image.CreatedAt!.Value.ToUnixTimeSeconds());
        Assert.Equal(("completed", "OpenAI", false), (image.Status, image.Service, image.Stored));
        Assert.NotNull(image.Duration);
        Answered answered = Assert.Single(run.Events.OfType<Answered>());
        Assert.Equal(("POST", "images/generations", 200), (answered.Method, answered.Path, answered.Status));
        Assert.Equal(("req_1", 4022L), (answered.RequestId, answered.Tokens));
    }

    [Fact]
    public async Task Usage_and_cost_are_told()
    {
        AIImage image = (await ImagesRun.OfAsync(200, ImagesScript.Answer())).Image;

        Assert.Equal(
            (22L, 22L, 0L), (image.Usage!.InputTokens, image.Usage.InputTextTokens, image.Usage.InputImageTokens));
        Assert.Equal((4000L, 4022L), (image.Usage.OutputTokens, image.Usage.TotalTokens));
        Assert.Equal((0L, 0L), (image.Usage.ModelInputTokens, image.Usage.ModelOutputTokens));
        Assert.Equal(0.12011m, image.Cost);
    }

    [Fact]
    public async Task Several_images_are_each_whole_and_share_the_cost_of_their_request()
    {
        EngineRun run = await ImagesRun.OfAsync(200, ImagesScript.Answer(Samples.Png, s_large, Samples.Png, s_large));

        Assert.Null(run.Failure);
        Assert.Equal([Samples.Png, s_large, Samples.Png, s_large], run.Images.Select(image => image.Bytes));
        Assert.All(run.Images, image => Assert.Equal(0.12011m / 4, image.Cost));
        Assert.All(run.Images, image => Assert.Equal(4022, image.Usage!.TotalTokens));
        Assert.Single(run.Events.OfType<Answered>());
    }

    [Fact]
    public async Task What_is_no_image_takes_no_share_of_the_cost()
    {
        string body = $$"""
            {"data":[{"b64_json":"{{Samples.PngBase64}}"},{"url":"https://example.com/a.png"},{"b64_json":null},
             {"b64_json":""}],{{ImagesScript.Usage}}}
            """;

        Assert.Equal(0.12011m, (await ImagesRun.OfAsync(200, body)).Image.Cost);
    }

    [Fact]
    public async Task What_the_service_leaves_out_is_not_guessed()
    {
        AIImage image = (await ImagesRun.OfAsync(200, $$"""{"data":[{"b64_json":"{{Samples.PngBase64}}"}]}""")).Image;

        Assert.Equal((null, null, null), (image.Size, image.Quality, image.Background));
        Assert.Null(image.OutputFormat);
        Assert.Null(image.Usage);
        Assert.Null(image.Cost);
        Assert.Null(image.CreatedAt);
        Assert.Null(image.RequestId);
        Assert.Equal("png", image.Format);
    }

    [Fact]
    public async Task The_revised_prompt_of_each_image_is_its_own_and_clean()
    {
        string body = $$"""
            {"data":[{"b64_json":"{{Samples.PngBase64}}","revised_prompt":"a \u001b[31mred\u202e fox"},
             {"revised_prompt":null,"b64_json":"{{Samples.PngBase64}}"}]}
            """;

        EngineRun run = await ImagesRun.OfAsync(200, body);

        Assert.Equal(["a [31mred fox", null], run.Images.Select(image => image.RevisedPrompt));
    }

    [Fact]
    public async Task Unknown_fields_and_values_pass()
    {
        string body = $$"""
            {"new":{"deep":[1]},"created":1781048094.5,"svg_usage":{"a":1},"quality":"ultra","data":[
             {"depth":3,"b64_json":"{{Samples.PngBase64}}","result":"x"}],"usage":{"input_tokens":"12","new":1,
             "input_tokens_details":null,"output_tokens_details":{"reasoning_tokens":3} } }
            """;

        AIImage image = (await ImagesRun.OfAsync(200, body)).Image;

        Assert.Equal(("ultra", 12L), (image.Quality, image.Usage!.InputTokens));
    }

    [Theory]
    [InlineData("""{"created":1,"data":[]}""")]
    [InlineData("""{"data":null}""")]
    [InlineData("""{"data":17}""")]
    [InlineData("{}")]
    [InlineData("""{"data":[{}]}""")]
    [InlineData("""{"data":[{"b64_json":null}]}""")]
    [InlineData("""{"data":[{"b64_json":""}]}""")]
    [InlineData("""{"data":[{"b64_json":17}]}""")]
    [InlineData("""{"data":[{"url":"https://example.com/a.png"}]}""")]
    public async Task An_answer_without_an_image_is_told(string body)
    {
        AIImageException failure = (await ImagesRun.OfAsync(200, body, ("x-request-id", "req_1"))).RequireFailure();

        Assert.Equal(
            (ErrorIds.NoImageReturned, 200, "req_1"), (failure.ErrorId, failure.StatusCode, failure.RequestId));
    }

    [Theory]
    [InlineData("""{"error":{"message":"No.","code":"moderation_blocked"}}""", ErrorIds.ContentRejected, "No.")]
    [InlineData("""{"data":[],"error":{"message":"Slow down.","code":"rate_limit_exceeded"}}""",
        ErrorIds.RateLimited, "Slow down.")]
    [InlineData("""{"error":"Broken."}""", ErrorIds.ResponseFailed, "Broken.")]
    [InlineData("""{"error":{"type":"server_error"}}""", ErrorIds.ResponseFailed, null)]
    public async Task An_error_that_comes_with_success_is_an_error(string body, string errorId, string? message)
    {
        AIImageException failure = (await ImagesRun.OfAsync(200, body, ("x-request-id", "req_1"))).RequireFailure();

        Assert.Equal((errorId, "req_1"), (failure.ErrorId, failure.RequestId));
        if (message is not null) Assert.Equal(message, failure.Message);
    }

    [Theory]
    [InlineData("not base64!")]
    [InlineData("A")]
    [InlineData("AAAA=AAA")]
    public async Task An_image_that_is_no_base64_is_an_invalid_answer(string text)
    {
        string padding = new('A', 8000);
        foreach (string image in new[] { text, padding + text })
        {
            AIImageException failure = (await ImagesRun.OfAsync(
                200, $$"""{"data":[{"b64_json":"{{image}}"}]}""", ("x-request-id", "req_1"))).RequireFailure();

            Assert.Equal((ErrorIds.InvalidResponse, "req_1"), (failure.ErrorId, failure.RequestId));
            Assert.Contains("billed", failure.Message);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html></html>")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"data":[{"b64_json":"iVBO""")]
    [InlineData("""{"data":17""")]
    public async Task An_answer_that_is_something_else_is_invalid(string body)
    {
        AIImageException failure = (await ImagesRun.OfAsync(200, body, ("x-request-id", "req_1"))).RequireFailure();

        Assert.Equal((ErrorIds.InvalidResponse, "req_1"), (failure.ErrorId, failure.RequestId));
        Assert.Contains("billed", failure.Message);
    }

    [Theory]
    [InlineData(400, "moderation_blocked", ErrorIds.ContentRejected)]
    [InlineData(400, "unknown_parameter", ErrorIds.InvalidRequest)]
    [InlineData(401, "invalid_api_key", ErrorIds.AuthenticationFailed)]
    [InlineData(403, null, ErrorIds.AccessDenied)]
    [InlineData(404, "model_not_found", ErrorIds.ModelNotFound)]
    [InlineData(429, "rate_limit_exceeded", ErrorIds.RateLimited)]
    [InlineData(429, "insufficient_quota", ErrorIds.QuotaExceeded)]
    [InlineData(500, null, ErrorIds.ServiceUnavailable)]
    [InlineData(504, null, ErrorIds.ResultUnknown)]
    public async Task A_refusal_has_the_same_id_as_over_the_other_api(int status, string? code, string errorId)
    {
        AIImageException failure = (await ImagesRun.OfAsync(
            status, Samples.Error("So it is.", code, "size"), ("x-request-id", "req_1"))).RequireFailure();

        Assert.Equal((errorId, status, "So it is."), (failure.ErrorId, failure.StatusCode, failure.Message));
        Assert.Equal(("size", "req_1"), (failure.Parameter, failure.RequestId));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_may_have_been_billed_is_sent_once(bool isLost)
    {
        PiecewiseStream cut = new(Samples.Utf8(ImagesScript.Answer()[..200]), new IOException("cut"));
        StubHandler service = ImagesRun.On(isLost ? StubAnswer.Lost : StubAnswer.Of(200, new StreamContent(cut)));

        EngineRun run = await ImagesRun.OfAsync(service, ImagesRun.Request(retries: 5));

        Assert.Equal(ErrorIds.ResultUnknown, run.RequireFailure().ErrorId);
        Assert.Contains("billed", run.RequireFailure().Message);
        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task A_large_image_goes_to_its_folder_while_it_arrives_and_is_the_only_file()
    {
        using ScratchFolder folder = new();
        StubHandler service = ImagesRun.On(StubAnswer.Of(200, Samples.Utf8(ImagesScript.Answer(s_large, s_large))));

        EngineRun run = await ImagesRun.OfAsync(service, ImagesRun.Request(count: 2), target: folder.At("fox.png"));

        Assert.Equal(2, folder.Files.Length);
        Assert.All(run.Images, image => Assert.Equal(s_large, image.Bytes));
        Assert.Empty(folder.Files);
    }

    [Theory]
    [InlineData("""{"b64_json":"%"},{"b64_json":"%"},{"b64_json":"!"}""", 2)]
    [InlineData("""{"b64_json":"!"},{"b64_json":"%"}""", 1)]
    public async Task A_broken_image_leaves_no_file_but_those_of_the_whole_ones(string data, int taken)
    {
        using ScratchFolder folder = new();
        string body = $$"""{"data":[{{data.Replace("%", Convert.ToBase64String(s_large)).Replace("!", new string('!', 5000))}}]}""";
        StubHandler service = ImagesRun.On(StubAnswer.Of(200, Samples.Utf8(body)));

        EngineRun run = await ImagesRun.OfAsync(service, ImagesRun.Request(count: 3), target: folder.At("fox.png"));

        Assert.Equal(ErrorIds.InvalidResponse, run.Failure!.ErrorId);
        Assert.Equal(taken, run.Images.Count);
        Assert.Empty(folder.Files);
    }

    [Fact]
    public async Task A_whole_image_after_a_broken_one_is_not_lost()
    {
        string body = $$"""{"data":[{"b64_json":"!!"},{"b64_json":"{{Samples.PngBase64}}"}]}""";

        EngineRun run = await ImagesRun.OfAsync(200, body);

        Assert.Equal(ErrorIds.InvalidResponse, run.Failure!.ErrorId);
        Assert.Equal(Samples.Png, Assert.Single(run.Images).Bytes);
    }
}
