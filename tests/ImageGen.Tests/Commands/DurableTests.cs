using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>-Durable: handed over once, asked for by its id until it is there.</summary>
public sealed class DurableTests
{
    private const string Script = "New-AIImage 'a fox' -Durable -OutFile fox.png";

    public static TheoryData<string> Troubles =>
        [.. new[] { "dropped", "cut", "busy", "limited", "gateway", "not json", "not base64", "stuttering" }];

    [Fact]
    public async Task The_request_is_handed_over_once_and_asked_for_until_it_is_done()
    {
        await using BackgroundService service = await BackgroundService.StartAsync(
            Looks.Queued, Looks.InProgress, Looks.InProgress, Looks.Whole);
        using ModuleSession session = ModuleSession.With(service.Service);

        RunResult result = session.Run("New-AIImage 'a fox' -Durable").ThrowIfFailed();

        ReceivedRequest post = service.Service.Requests[0];
        Assert.Equal("true", post.TextAt("background"));
        Assert.Null(post.At("stream"));
        Assert.Equal((1, 4), (service.Posts, service.Gets));
        AIImage image = Assert.Single(result.Images);
        Assert.Equal(
            ("resp_1", "ig_1", "completed", "a fox"), (image.ResponseId, image.Id, image.Status, image.Prompt));
        Assert.Equal(Samples.Png, image.Bytes);
        Assert.NotNull(image.Cost);
    }

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task Trouble_on_the_way_is_asked_through_and_never_paid_twice(string trouble)
    {
        Look[] looks = trouble switch
        {
            "dropped" => [Looks.Dropped, Looks.Dropped, Looks.Whole],
            "cut" => [Looks.Cut, Looks.Whole],
            "busy" =>
                [Looks.Busy, Looks.Refused(500), Looks.Busy, Looks.Refused(502), Looks.Busy, Looks.Busy, Looks.Whole],
            "limited" => [Looks.Refused(429), Looks.Refused(429), Looks.Refused(429), Looks.Refused(429), Looks.Whole],
            "gateway" => [Looks.Refused(504), Looks.Refused(524), Looks.Whole],
            "not json" => [Looks.NotJson, Looks.NotJson, Looks.Queued, Looks.NotJson, Looks.NotJson, Looks.Whole],
            "not base64" => [Looks.NotBase64, Looks.NotBase64, Looks.Whole],
            _ => [Looks.Dropped, Looks.Queued, Looks.Busy, Looks.NotJson, Looks.InProgress, Looks.Cut, Looks.Whole],
        };
        await using BackgroundService service = await BackgroundService.StartAsync(looks);
        using ModuleSession session = ModuleSession.With(service.Service);

        RunResult result = session.Run(Script + " -MaximumRetryCount 0").ThrowIfFailed();

        Assert.Equal((1, looks.Length), (service.Posts, service.Gets));
        Assert.Equal(session.PathOf("fox.png"), Assert.Single(result.Images).FullName);
        Assert.Equal(Samples.Png, File.ReadAllBytes(session.PathOf("fox.png")));
        Assert.Equal([session.PathOf("fox.png")], session.AllFiles());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_that_stays_broken_ends_the_wait_and_keeps_the_record(bool isBase64)
    {
        await using BackgroundService service = await BackgroundService.StartAsync(
            isBase64 ? Looks.NotBase64 : Looks.NotJson);
        using ModuleSession session = ModuleSession.With(service.Service);

        RunResult result = session.Run(Script);

        Assert.Equal("InvalidResponse", result.ErrorId);
        Assert.Contains("resp_1", result.Error.ToString());
        Assert.Contains("Wait-AIImage", result.Error.ErrorDetails.RecommendedAction);
        Assert.Equal((1, 3), (service.Posts, service.Gets));
        Assert.Equal([session.PathOf("fox.png.pending")], session.AllFiles());
    }

    [Fact]
    public async Task The_record_tells_the_response_while_the_work_goes_on_and_is_gone_after()
    {
        await using BackgroundService service = await BackgroundService.StartAsync();
        using ModuleSession session = ModuleSession.With(service.Service);
        string record = session.PathOf("fox.png.pending");
        string? atPost = null;
        string? atLook = null;
        service.Creation = Looks.Then(() => atPost = File.ReadAllText(record), Looks.Queued);
        service.Looks = [Looks.Then(() => atLook = File.ReadAllText(record), Looks.Whole)];

        session.Run(Script).ThrowIfFailed();

        Assert.Null((string?)JsonNode.Parse(atPost!)!["response_id"]);
        JsonNode pending = JsonNode.Parse(atLook!)!;
        Assert.Equal("resp_1", (string?)pending["response_id"]);
        Assert.Equal("a fox", (string?)pending["prompt"]);
        Assert.Equal(service.Service.BaseUri.Authority, (string?)pending["service"]);
        Assert.DoesNotContain(LoopbackService.Key, atPost + atLook);
        Assert.Equal([session.PathOf("fox.png")], session.AllFiles());
    }

    [Fact]
    public async Task An_answer_that_is_complete_at_once_needs_no_look()
    {
        await using BackgroundService service = await BackgroundService.StartAsync();
        service.Creation = Looks.Whole;
        using ModuleSession session = ModuleSession.With(service.Service);

        Assert.Single(session.Run(Script).ThrowIfFailed().Images);

        Assert.Equal((1, 0), (service.Posts, service.Gets));
        Assert.Equal([session.PathOf("fox.png")], session.AllFiles());
    }

    [Fact]
    public async Task A_response_that_fails_is_an_error_and_leaves_no_record()
    {
        await using BackgroundService service = await BackgroundService.StartAsync(Looks.Queued, Looks.Failed);
        using ModuleSession session = ModuleSession.With(service.Service);

        RunResult result = session.Run(Script);

        Assert.Equal("ResponseFailed", result.ErrorId);
        Assert.Contains("it went wrong", result.Error.ToString());
        Assert.Empty(session.AllFiles());
    }

    [Theory]
    [InlineData(400, "InvalidRequest", 1)]
    [InlineData(401, "AuthenticationFailed", 1)]
    [InlineData(429, "RateLimited", 3)]
    [InlineData(503, "ServiceUnavailable", 3)]
    public async Task A_refused_request_leaves_no_record(int status, string errorId, int posts)
    {
        await using BackgroundService service = await BackgroundService.StartAsync();
        service.Creation = Looks.Refused(status);
        using ModuleSession session = ModuleSession.With(service.Service);

        RunResult result = session.Run(Script);

        Assert.Equal(errorId, result.ErrorId);
        Assert.Equal((posts, 0), (service.Posts, service.Gets));
        Assert.Empty(session.AllFiles());
    }

    [Theory]
    [InlineData("dropped")]
    [InlineData("gateway")]
    [InlineData("not json")]
    public async Task A_request_that_left_and_was_not_answered_is_never_sent_again(string trouble)
    {
        await using BackgroundService service = await BackgroundService.StartAsync();
        service.Creation = trouble == "dropped"
            ? Looks.Dropped : trouble == "gateway" ? Looks.Refused(504) : Looks.NotJson;
        using ModuleSession session = ModuleSession.With(service.Service);

        RunResult first = session.Run(Script);
        RunResult second = session.Run(Script + " -Resume");

        Assert.Equal(trouble == "not json" ? "InvalidResponse" : "ResultUnknown", first.ErrorId);
        Assert.Equal("ResultUnknown", second.ErrorId);
        Assert.Equal((1, 0), (service.Posts, service.Gets));
        JsonNode pending = JsonNode.Parse(File.ReadAllText(Assert.Single(session.AllFiles())))!;
        Assert.Null((string?)pending["response_id"]);
        Assert.NotNull((string?)pending["sent_at"]);
    }

    [Fact]
    public async Task A_name_that_only_the_answer_tells_has_no_record()
    {
        await using BackgroundService service = await BackgroundService.StartAsync();
        using ModuleSession session = ModuleSession.With(service.Service);
        int files = -1;
        service.Looks = [Looks.Then(() => files = session.AllFiles().Count, Looks.Whole)];

        session.Run("New-AIImage 'a fox' -Durable -OutFile '{id}.png'").ThrowIfFailed();

        Assert.Equal(0, files);
        Assert.Equal([session.PathOf("ig_1.png")], session.AllFiles());
    }

    [Fact]
    public async Task A_response_with_two_images_gives_both_and_leaves_no_record()
    {
        JsonNode response = JsonNode.Parse(Samples.Response())!;
        JsonNode other = response["output"]![0]!.DeepClone();
        other["id"] = "ig_2";
        response["output"]!.AsArray().Insert(1, other);
        await using BackgroundService service = await BackgroundService.StartAsync(
            Looks.Queued, Looks.Text(response.ToJsonString()));
        using ModuleSession session = ModuleSession.With(service.Service);

        RunResult result = session.Run(Script).ThrowIfFailed();

        Assert.Equal(2, result.Images.Count);
        Assert.Equal(new[] { "fox-2.png", "fox.png" }.Select(session.PathOf), session.AllFiles());
        Assert.Equal(1, service.Posts);
    }
}
