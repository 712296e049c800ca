using System.Linq;
using System.Threading.Tasks;
using ImageGen.Apis.Responses;
using ImageGen.Http;
using ImageGen.Service;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Client.Responses;

public sealed class WholeAnswerTests
{
    private const string Message =
        """{"id":"msg_1","type":"message","status":"completed","content":[{"type":"output_text","text":"Which fox?"}]}""";

    private const string NothingUsed =
        ""","usage":null,"tool_usage":{"image_gen":{"input_tokens":0,"output_tokens":0,"total_tokens":0}}""";

    [Fact]
    public async Task A_response_becomes_an_image_with_all_that_is_known_of_it()
    {
        EngineRun run = await EngineRun.OfAsync(200, Samples.Response(), ("x-request-id", "req_1"));

        AIImage image = run.Image;
        Assert.Equal(("ig_1", "resp_1", "req_1"), (image.Id, image.ResponseId, image.RequestId));
        Assert.Equal(("a fox", "revised", "generate"), (image.Prompt, image.RevisedPrompt, image.Action));
        Assert.Equal(
            ("1024x1024", "high", "opaque", "png"), (image.Size, image.Quality, image.Background, image.OutputFormat));
        Assert.Equal(("gpt-5.6-sol-2026-09-01", "gpt-image-2.6-sunburst"), (image.Model, image.ImageModel));
        Assert.Equal(Samples.Png, image.Bytes);
        Assert.Equal(("png", 1, 1, (long)Samples.Png.Length), (image.Format, image.Width, image.Height, image.Length));
        Assert.Equal(1789428283, image.CreatedAt!.Value.ToUnixTimeSeconds());
        Assert.Equal(("completed", "OpenAI", true), (image.Status, image.Service, image.Stored));
        Assert.NotNull(image.Duration);
        Answered answered = Assert.Single(run.Events.OfType<Answered>());
        Assert.Equal(("POST", 200), (answered.Method, answered.Status));
        Assert.Equal(("req_1", 4332L), (answered.RequestId, answered.Tokens));
    }

    [Fact]
    public async Task Usage_and_cost_are_told()
    {
        AIImage image = (await EngineRun.OfAsync(200, Samples.Response())).Image;

        Assert.Equal(
            (72L, 72L, 0L), (image.Usage!.InputTokens, image.Usage.InputTextTokens, image.Usage.InputImageTokens));
        Assert.Equal((4260L, 4332L), (image.Usage.OutputTokens, image.Usage.TotalTokens));
        Assert.Equal((6042L, 100L), (image.Usage.ModelInputTokens, image.Usage.ModelOutputTokens));
        Assert.Equal(0.154328m, image.Cost);
    }

    [Theory]
    [InlineData("gpt-image-2.6-sunburst", "\"image_tokens\":200,\"text_tokens\":100", 0.0321)]
    [InlineData("gpt-image-2.5-flare-2026-09-08", "\"image_tokens\":0,\"text_tokens\":300", 0.0315)]
    [InlineData("gpt-image-1-mini", "\"image_tokens\":200,\"text_tokens\":100", 0.0087)]
    [InlineData("gpt-image-2", "\"image_tokens\":200", 0.0321)]
    [InlineData("some-other-model", "\"text_tokens\":300", null)]
    public async Task The_cost_is_the_list_price_of_the_image_tokens(string model, string details, double? dollars)
    {
        string body = Body(
            Call("ig_1", Samples.PngBase64),
            more: $$$"""
                ,"tools":[{"type":"image_generation","model":"{{{model}}}"}],"tool_usage":{"image_gen":
                {"input_tokens":300,"input_tokens_details":{ {{{details}}} },"output_tokens":1000} },
                "usage":{"input_tokens":0,"output_tokens":0}
                """);

        Assert.Equal((decimal?)dollars, (await EngineRun.OfAsync(200, body)).Image.Cost);
    }

    [Fact]
    public async Task Without_usage_nothing_is_guessed()
    {
        AIImage image = (await EngineRun.OfAsync(200, Body(Call("ig_1", Samples.PngBase64)))).Image;

        Assert.Null(image.Usage);
        Assert.Null(image.Cost);
        Assert.Equal("gpt-image-2.6-sunburst", image.ImageModel);
        Assert.Equal("gpt-5.6-sol", image.Model);
    }

    [Theory]
    [InlineData("completed")]
    [InlineData("generating")]
    [InlineData("failed")]
    [InlineData("something_new")]
    [InlineData("")]
    public async Task An_image_is_there_when_its_bytes_are_whatever_its_status(string status)
    {
        AIImage image = (await EngineRun.OfAsync(200, Body(Call("ig_1", Samples.PngBase64, status)))).Image;

        Assert.Equal("completed", image.Status);
        Assert.Equal(Samples.Png, image.Bytes);
    }

    [Fact]
    public async Task Several_images_share_the_cost_of_their_request()
    {
        string body = Body(
            string.Join(
                ",", Call("ig_1", Samples.PngBase64), Message, Call("ig_2", Samples.PngBase64), Call("ig_3", null)),
            more: """
                ,"tool_usage":{"image_gen":{"input_tokens":0,"output_tokens":2000}},
                "usage":{"input_tokens":0,"output_tokens":0}
                """);

        EngineRun run = await EngineRun.OfAsync(200, body);

        Assert.Equal(["ig_1", "ig_2"], run.Images.Select(image => image.Id));
        Assert.All(run.Images, image => Assert.Equal(0.03m, image.Cost));
    }

    [Fact]
    public async Task Unknown_fields_and_values_pass()
    {
        string body =
            $$$"""
            {"id":"resp_1","new":{"deep":[1,{"a":null}] },"status":"shining","created_at":1789428283.75,
             "output":[{"type":"hologram","result":null,"content":null},
              {"type":"image_generation_call","id":"ig_1","result":"{{{Samples.PngBase64}}}","quality":"ultra","depth":3}],
             "tools":[{"type":"teleport"},{"type":"image_generation","model":"gpt-image-9","n":"1"}],
             "usage":{"input_tokens":"12","new_tokens":1},"tool_usage":{"image_gen":null,"sonar":{} } }
            """;

        AIImage image = (await EngineRun.OfAsync(200, body)).Image;

        Assert.Equal(("ultra", "gpt-image-9"), (image.Quality, image.ImageModel));
        Assert.Equal(12, image.Usage!.ModelInputTokens);
        Assert.Null(image.Cost);
    }

    [Theory]
    [InlineData(",\"store\":true", null, true)]
    [InlineData(",\"store\":false", null, false)]
    [InlineData(",\"store\":null", false, false)]
    [InlineData("", false, false)]
    [InlineData("", true, true)]
    [InlineData("", null, true)]
    public async Task Whether_it_is_stored_is_the_services_word_then_the_requests(
        string more, bool? asked, bool isStored)
    {
        StubHandler service = new StubHandler().OnCreate(200, Body(Call("ig_1", Samples.PngBase64), more: more));

        EngineRun run = await EngineRun.OfAsync(service, EngineRun.Request() with { Store = asked });

        Assert.Equal(isStored, run.Image.Stored);
    }

    [Fact]
    public async Task Text_of_the_service_cannot_move_the_cursor()
    {
        string body = Body($$"""
            {"type":"image_generation_call","id":"ig_\u001b[2J1","result":"{{Samples.PngBase64}}",
             "revised_prompt":"a\u0007b\u202ec\nd","size":"\u009b1"}
            """);

        AIImage image = (await EngineRun.OfAsync(200, body)).Image;

        Assert.Equal(("ig_[2J1", "abc\nd", "1"), (image.Id, image.RevisedPrompt, image.Size));
    }

    [Theory]
    [InlineData("queued")]
    [InlineData("in_progress")]
    public async Task A_response_that_is_not_finished_is_given_as_its_state(string status)
    {
        StubHandler service = new StubHandler().On(
            "GET /v1/responses/resp_1", StubAnswer.Of(200, Samples.Utf8(Body("", status, NothingUsed))));

        EngineRun run = await EngineRun.CollectAsync(
            new StoredResponses(service.Connect())
                .GetAsync("resp_1", new ImageFacts { Prompt = "a fox" }, new CallSettings()));

        Assert.Equal((status, "resp_1", "a fox"), (run.Image.Status, run.Image.ResponseId, run.Image.Prompt));
        Assert.Null(run.Image.Bytes);
        Assert.Null(run.Image.Usage);
        Assert.Null(run.Image.Cost);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("<html>")]
    [InlineData("{\"id\":\"resp_1\",\"output\":[")]
    [InlineData("{\"id\":7,}")]
    [InlineData("{\"output\":[{\"type\":\"image_generation_call\",\"result\":\"not base64!\"}]}")]
    public async Task What_is_no_response_object_is_an_invalid_response(string body)
    {
        AIImageException failure = (await EngineRun.OfAsync(200, body, ("x-request-id", "req_1"))).RequireFailure();

        Assert.Equal(ErrorIds.InvalidResponse, failure.ErrorId);
        Assert.Equal((200, "req_1"), (failure.StatusCode, failure.RequestId));
        Assert.Contains("billed", failure.Message);
    }

    internal static string Call(string id, string? result, string status = "completed", string more = "") =>
        $$"""
        {"id":"{{id}}","type":"image_generation_call","status":"{{status}}",
         "result":{{(result is null ? "null" : $"\"{result}\"")}}{{more}} }
        """;

    internal static string Body(string output, string status = "completed", string more = "") =>
        $$"""{"id":"resp_1","object":"response","status":"{{status}}","output":[{{output}}]{{more}} }""";
}
