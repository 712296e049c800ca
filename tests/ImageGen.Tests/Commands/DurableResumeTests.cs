using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>What a later run makes of the record that an earlier one left beside a file to come.</summary>
public sealed class DurableResumeTests
{
    private const string Script = "New-AIImage 'a fox' -Durable -OutFile fox.png";
    private const string WithId = """{"version":1,"response_id":"resp_7","prompt":"a fox"}""";
    private const string WithoutId = """{"version":1,"prompt":"a fox"}""";

    public static TheoryData<string> Unreadable => [WithoutId, "", "{\"response_id\":", "null", "no JSON at all"];

    [Theory]
    [InlineData("-Durable")]
    [InlineData("")]
    public async Task The_image_of_a_run_that_died_is_got_by_its_id_and_nothing_is_sent(string durable)
    {
        await using BackgroundService service = await BackgroundService.StartAsync(
            Looks.Queued, Looks.Dropped, Looks.Whole);
        using ModuleSession session = ModuleSession.With(service.Service);
        Leave(session, WithId);

        RunResult result = session.Run($"New-AIImage 'a fox' {durable} -OutFile fox.png -Resume -Verbose")
            .ThrowIfFailed();

        AIImage image = Assert.Single(result.Images);
        Assert.Equal(("resp_7", "ig_7", "a fox"), (image.ResponseId, image.Id, image.Prompt));
        Assert.Equal((0, 3), (service.Posts, service.Gets));
        Assert.Contains(result.Verbose, line => line.Contains("earlier run") && line.Contains("resp_7"));
        Assert.Equal([session.PathOf("fox.png")], session.AllFiles());
    }

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task A_record_without_an_id_is_left_alone_and_nothing_is_sent(string record)
    {
        await using BackgroundService service = await BackgroundService.StartAsync();
        using ModuleSession session = ModuleSession.With(service.Service);
        Leave(session, record);

        RunResult result = session.Run(Script + " -Resume");

        Assert.Equal("ResultUnknown", result.ErrorId);
        Assert.Contains("-Force", result.Error.ToString());
        Assert.Contains("fox.png.pending", result.Error.ToString());
        Assert.Equal("a fox", result.Error.TargetObject);
        Assert.Empty(service.Service.Requests);
        Assert.Equal(record, File.ReadAllText(session.PathOf("fox.png.pending")));
    }

    [Theory]
    [InlineData(WithId, "-Durable -Force")]
    [InlineData(WithoutId, "-Durable -Force -Resume")]
    [InlineData(WithId, "-Force")]
    public async Task Force_sends_all_the_same(string record, string parameters)
    {
        await using BackgroundService service = await BackgroundService.StartAsync();
        if (!parameters.Contains("-Durable")) service.Creation = Looks.Whole;
        using ModuleSession session = ModuleSession.With(service.Service);
        Leave(session, record);

        RunResult result = session.Run($"New-AIImage 'a fox' -OutFile fox.png {parameters}").ThrowIfFailed();

        Assert.Equal("resp_1", Assert.Single(result.Images).ResponseId);
        Assert.Equal(1, service.Posts);
        Assert.Equal([session.PathOf("fox.png")], session.AllFiles());
    }

    [Theory]
    [InlineData(WithId)]
    [InlineData(WithoutId)]
    public async Task Without_resume_a_record_is_a_file_that_exists(string record)
    {
        await using BackgroundService service = await BackgroundService.StartAsync();
        using ModuleSession session = ModuleSession.With(service.Service);
        Leave(session, record);

        RunResult durable = session.Run(Script);
        RunResult plain = session.Run("New-AIImage 'a fox' -OutFile fox.png");

        Assert.Equal(("FileExists", "FileExists"), (durable.ErrorId, plain.ErrorId));
        Assert.Contains("-Resume", durable.Error.ToString());
        Assert.Empty(service.Service.Requests);
        Assert.Equal(record, File.ReadAllText(session.PathOf("fox.png.pending")));
    }

    [Fact]
    public async Task A_saved_image_makes_the_record_beside_it_needless()
    {
        await using BackgroundService service = await BackgroundService.StartAsync();
        using ModuleSession session = ModuleSession.With(service.Service);
        Leave(session, WithId);
        File.WriteAllBytes(session.PathOf("fox.png"), Samples.Png);

        RunResult result = session.Run(Script + " -Resume").ThrowIfFailed();

        Assert.Equal(session.PathOf("fox.png"), Assert.Single(result.Images).FullName);
        Assert.Empty(service.Service.Requests);
        Assert.Equal([session.PathOf("fox.png")], session.AllFiles());
    }

    [Fact]
    public async Task A_record_of_another_service_is_asked_for_there_or_not_at_all()
    {
        await using BackgroundService service = await BackgroundService.StartAsync();
        using ModuleSession session = ModuleSession.With(service.Service);
        File.WriteAllText(
            session.PathOf("fox.png.pending"),
            """{"version":1,"response_id":"resp_7","service":"elsewhere.example","prompt":"a fox"}""");

        RunResult result = session.Run("New-AIImage 'a fox' -OutFile fox.png -Resume");

        Assert.Equal("InvalidRequest", result.ErrorId);
        Assert.Contains("elsewhere.example", result.Error.ToString());
        Assert.Empty(service.Service.Requests);
    }

    [Fact]
    public async Task A_response_that_is_gone_is_said_and_nothing_is_sent()
    {
        await using BackgroundService service = await BackgroundService.StartAsync(Looks.Gone);
        using ModuleSession session = ModuleSession.With(service.Service);
        Leave(session, WithId);

        RunResult result = session.Run(Script + " -Resume");

        Assert.Equal("ItemNotFound", result.ErrorId);
        Assert.Contains("resp_7", result.Error.ToString());
        Assert.Contains("-Force", result.Error.ToString());
        Assert.Equal((0, 1), (service.Posts, service.Gets));
        Assert.False(File.Exists(session.PathOf("fox.png")));
    }

    [Fact]
    public async Task A_response_that_was_cancelled_is_sent_again_with_a_warning()
    {
        await using BackgroundService service = await BackgroundService.StartAsync(Looks.Queued, Looks.Whole);
        service.LookOf["resp_7"] = Looks.Cancelled;
        using ModuleSession session = ModuleSession.With(service.Service);
        Leave(session, WithId);

        RunResult result = session.Run(Script + " -Resume").ThrowIfFailed();

        Assert.Equal("resp_1", Assert.Single(result.Images).ResponseId);
        Assert.Contains("cancelled", Assert.Single(result.Warnings));
        Assert.Equal(1, service.Posts);
        Assert.Equal([session.PathOf("fox.png")], session.AllFiles());
    }

    [Fact]
    public async Task A_response_that_failed_is_said_once_and_sent_by_the_next_run()
    {
        await using BackgroundService service = await BackgroundService.StartAsync();
        service.LookOf["resp_7"] = Looks.Failed;
        using ModuleSession session = ModuleSession.With(service.Service);
        Leave(session, WithId);

        RunResult first = session.Run(Script + " -Resume");
        RunResult second = session.Run(Script + " -Resume").ThrowIfFailed();

        Assert.Equal("ResponseFailed", first.ErrorId);
        Assert.Equal("resp_1", Assert.Single(second.Images).ResponseId);
        Assert.Equal(1, service.Posts);
    }

    [Fact]
    public async Task A_time_limit_keeps_the_record_and_the_next_run_goes_on()
    {
        await using BackgroundService service = await BackgroundService.StartAsync(Looks.Queued);
        using ModuleSession session = ModuleSession.With(service.Service);
        session.Clock = new StillClock();
        service.Looks = [(context, id) => LoopbackService.WriteJsonAsync(context, Looks.State(id, "queued"))];

        RunResult first = session.Run(Script + " -TimeoutSec 1");
        JsonNode record = JsonNode.Parse(File.ReadAllText(session.PathOf("fox.png.pending")))!;
        service.Looks = [Looks.Whole];
        RunResult second = session.Run(Script + " -Resume").ThrowIfFailed();

        Assert.Equal("OperationTimedOut", first.ErrorId);
        Assert.Contains("resp_1", first.Error.ToString());
        Assert.Contains("Wait-AIImage", first.Error.ErrorDetails.RecommendedAction);
        Assert.Equal("resp_1", (string?)record["response_id"]);
        Assert.Equal("resp_1", Assert.Single(second.Images).ResponseId);
        Assert.Equal((1, 0), (service.Posts, service.Cancels));
        Assert.Equal([session.PathOf("fox.png")], session.AllFiles());
    }

    [Fact]
    public async Task Each_file_of_a_run_has_a_record_of_its_own()
    {
        await using BackgroundService service = await BackgroundService.StartAsync();
        using ModuleSession session = ModuleSession.With(service.Service);
        File.WriteAllBytes(session.PathOf("done-0.png"), Samples.Png);
        File.WriteAllText(session.PathOf("lost-1.png.pending"), WithId);
        File.WriteAllText(session.PathOf("dark-2.png.pending"), WithoutId);

        RunResult result = session.Run(
            "'done', 'lost', 'dark', 'new' | New-AIImage -Durable -Resume -OutFile '{slug}-{index}.png' "
            + "-ThrottleLimit 4");

        Assert.Equal("ResultUnknown", result.ErrorId);
        Assert.Equal("dark", result.Error.TargetObject);
        Assert.Equal(
            [(0, null), (1, "resp_7"), (3, "resp_1")],
            result.Images.OrderBy(image => image.Index).Select(image => (image.Index, image.ResponseId)));
        Assert.Equal(1, service.Posts);
        Assert.Equal(
            new[] { "dark-2.png.pending", "done-0.png", "lost-1.png", "new-3.png" }.Select(session.PathOf),
            session.AllFiles());
    }

    [Fact]
    public async Task Each_image_of_a_count_has_a_record_of_its_own()
    {
        await using BackgroundService service = await BackgroundService.StartAsync();
        using ModuleSession session = ModuleSession.With(service.Service);
        File.WriteAllText(session.PathOf("fox-2.png.pending"), WithId);

        RunResult result = session.Run(Script + " -Count 3 -Resume").ThrowIfFailed();

        Assert.Equal(["resp_1", "resp_2", "resp_7"], result.Images.Select(image => image.ResponseId).Order());
        Assert.Equal(2, service.Posts);
        Assert.Equal(new[] { "fox-1.png", "fox-2.png", "fox-3.png" }.Select(session.PathOf), session.AllFiles());
    }

    [Fact]
    public async Task What_was_cancelled_is_sent_again_over_the_API_of_this_run()
    {
        await using BackgroundService service = await BackgroundService.StartAsync(Looks.Cancelled);
        service.Creation = Looks.Text($$"""{"created":1,"data":[{"b64_json":"{{Samples.PngBase64}}"}]}""");
        using ModuleSession session = ModuleSession.With(service.Service);
        Leave(session, WithId);

        RunResult result = session.Run("New-AIImage 'a fox' -Api Images -OutFile fox.png -Resume").ThrowIfFailed();

        Assert.Single(result.Images);
        Assert.Equal(["/v1/responses/resp_7", "/v1/images/generations"], service.Service.Requests.Select(r => r.Path));
        Assert.Equal([session.PathOf("fox.png")], session.AllFiles());
    }

    private static void Leave(ModuleSession session, string record) =>
        File.WriteAllText(session.PathOf("fox.png.pending"), record);
}
