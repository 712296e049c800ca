using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Spending;

/// <summary>What commands write to the ledger of their connection, and how it limits them.</summary>
public sealed class LedgerRunTests
{
    private const string Cheap = "New-AIImage -Model gpt-image-2 -Quality low -Size 1024x1024";

    private static string Answer => ImagesScript.Answer().Replace("4000", "196");

    [Fact]
    public async Task Each_request_is_reserved_and_settled_with_what_an_audit_asks_for()
    {
        await using LoopbackService service = await StartAsync();
        using ModuleSession session = With(service, "-Ledger spent.jsonl");

        AIImage image = Assert.Single(session.Run($"{Cheap} 'a secret fox' -OutFile fox.png").ThrowIfFailed().Images);

        IReadOnlyList<JsonObject> lines = Lines(session);
        Assert.Equal(2, lines.Count);
        Assert.Equal(image.LedgerId, (string?)lines[0]["id"]);
        Assert.Equal(image.LedgerId, (string?)lines[1]["id"]);
        Assert.Equal(image.Cost, (decimal?)lines[1]["cost"]);
        Assert.Equal(image.FullName, (string?)lines[1]["files"]![0]);
        Assert.Equal(image.RequestId, (string?)lines[1]["requestId"]);
        Assert.True((decimal?)lines[0]["reserved"] > 0);
        string text = File.ReadAllText(session.PathOf("spent.jsonl"));
        Assert.DoesNotContain("secret fox", text);
        Assert.DoesNotContain(LoopbackService.Key, text);
    }

    [Fact]
    public async Task Prompts_are_kept_only_when_asked_for_and_stay_on_one_line_without_a_key()
    {
        await using LoopbackService service = await StartAsync();
        using ModuleSession session = With(service, "-Ledger spent.jsonl -LedgerPrompt");

        session.Run($"{Cheap} \"a fox`n{{`\"id`\":1}} {LoopbackService.Key}\"").ThrowIfFailed();

        Assert.Equal("a fox\n{\"id\":1} [key]", (string?)Lines(session)[0]["prompt"]);
        Assert.Equal(2, Lines(session).Count);
    }

    [Fact]
    public async Task Images_of_one_request_are_one_line_with_the_whole_cost()
    {
        await using LoopbackService service = await LoopbackService.StartAsync((context, _) =>
            LoopbackService.WriteJsonAsync(context, ImagesScript.Answer(Samples.Png, Samples.Png, Samples.Png)));
        using ModuleSession session = With(service, "-Ledger spent.jsonl");

        RunResult result = session.Run("New-AIImage -Model gpt-image-2 a -Count 3").ThrowIfFailed();

        JsonObject settled = Lines(session)[1];
        Assert.Equal(result.Images.Sum(image => image.Cost), (decimal?)settled["cost"]);
        Assert.Equal(3, (int?)settled["images"]);
        Assert.Single(result.Images.Select(image => image.LedgerId).Distinct());
    }

    [Theory]
    [InlineData(400, "InvalidRequest", true)]
    [InlineData(401, "AuthenticationFailed", true)]
    [InlineData(429, "RateLimited", true)]
    [InlineData(504, "ResultUnknown", false)]
    public async Task Refusals_and_failures_have_their_lines_and_only_what_may_be_billed_stays_reserved(
        int status, string errorId, bool isReleased)
    {
        await using LoopbackService service = await LoopbackService.StartAsync((context, _) =>
            LoopbackService.WriteJsonAsync(context, status == 504 ? "gateway" : Samples.Error("no"), status));
        using ModuleSession session = With(service, "-Ledger spent.jsonl");

        Assert.Equal(errorId, session.Run($"{Cheap} a -MaximumRetryCount 0").ErrorId);

        JsonObject settled = Lines(session)[1];
        Assert.Equal(errorId, (string?)settled["error"]);
        Assert.Equal(isReleased ? 0 : null, (decimal?)settled["cost"]);
        Assert.Equal(isReleased ? 0m : 0.0059m, decimal.Round(Measure(session).Unsettled, 4));
    }

    [Fact]
    public async Task A_retry_is_a_second_reservation()
    {
        int count = 0;
        await using LoopbackService service = await LoopbackService.StartAsync((context, _) => count++ == 0
            ? LoopbackService.WriteJsonAsync(context, Samples.Error("busy"), 429, ("retry-after-ms", "1"))
            : LoopbackService.WriteJsonAsync(context, Answer));
        using ModuleSession session = With(service, "-Ledger spent.jsonl -MaxCostPerDay 0.01");

        session.Run($"{Cheap} a").ThrowIfFailed();

        Assert.Equal(2, Lines(session).Count(line => line.ContainsKey("reserved")));
        Assert.Equal(2, Lines(session).Count(line => line.ContainsKey("cost")));
    }

    [Theory]
    [InlineData("Day", 1)]
    [InlineData("Month", 4)]
    public async Task A_limit_holds_over_runs_and_sessions(string period, int throttle)
    {
        await using LoopbackService service = await StartAsync();
        using ModuleSession session = With(service, $"-Ledger spent.jsonl -MaxCostPer{period} 0.02");
        session.Run($"{Cheap} a").ThrowIfFailed();
        using ModuleSession other = With(
            service, $"-Ledger '{session.PathOf("spent.jsonl")}' -MaxCostPer{period} 0.02");

        RunResult result = other.Run($"'b', 'c', 'd', 'e' | {Cheap} -ThrottleLimit {throttle}");

        Assert.Equal(["b", "c"], result.Images.Select(image => image.Prompt).Order());
        Assert.Equal(3, service.Requests.Count);
        Assert.All(result.Errors, error => Assert.StartsWith("BudgetExceeded,", error.FullyQualifiedErrorId));
        Assert.Contains($"this {period.ToLowerInvariant()} (UTC)", result.Errors[0].ToString());
        Assert.Equal(["d", "e"], result.Errors.Select(error => error.TargetObject).Order());
    }

    [Fact]
    public async Task Under_a_limit_an_unknown_price_is_refused_and_without_one_it_is_kept()
    {
        await using LoopbackService service = await StartAsync();
        using ModuleSession limited = With(service, "-Ledger spent.jsonl -MaxCostPerDay 1");
        using ModuleSession free = With(service, "-Ledger spent.jsonl");

        Assert.Equal("BudgetExceeded", limited.Run("New-AIImage a -Model gpt-image-9").ErrorId);
        free.Run("New-AIImage a -Model gpt-image-9").ThrowIfFailed();

        Assert.Null(Lines(free)[0]["reserved"]);
        Assert.Equal((1, null), (Measure(free).Requests, Measure(free).High));
    }

    [Fact]
    public async Task A_ledger_that_cannot_be_written_stops_sending_at_once()
    {
        await using LoopbackService service = await StartAsync();
        using ModuleSession session = With(service, "-Ledger books/spent.jsonl", "books");
        Directory.Delete(session.PathOf("books"), recursive: true);

        RunResult result = session.Run($"'a', 'b', 'c' | {Cheap}");

        Assert.Equal(3, result.Errors.Count);
        Assert.All(result.Errors, error => Assert.StartsWith("ImageWriteFailed,", error.FullyQualifiedErrorId));
        Assert.Empty(service.Requests);
    }

    [Fact]
    public async Task A_settlement_that_cannot_be_written_delivers_the_image_and_sends_nothing_more()
    {
        string books = string.Empty;
        await using LoopbackService service = await LoopbackService.StartAsync((context, _) =>
        {
            if (Directory.Exists(books)) Directory.Delete(books, recursive: true);
            return LoopbackService.WriteJsonAsync(context, Answer);
        });
        using ModuleSession session = With(service, "-Ledger books/spent.jsonl", "books");
        books = session.PathOf("books");

        RunResult result = session.Run($"'a', 'b', 'c' | {Cheap} -OutFile '{{slug}}.png'");

        Assert.Equal("a", Assert.Single(result.Images).Prompt);
        Assert.True(File.Exists(session.PathOf("a.png")));
        Assert.Single(service.Requests);
        Assert.Equal(2, result.Errors.Count);
        Assert.Contains(result.Warnings, warning => warning.Contains("ledger"));
    }

    [Theory]
    [InlineData("-MaxCostPerDay 1", "require a ledger")]
    [InlineData("-LedgerPrompt", "require a ledger")]
    [InlineData("-Ledger nowhere/spent.jsonl", "cannot be written")]
    public void A_ledger_that_cannot_be_used_is_refused_by_Connect(string parameters, string words)
    {
        using ModuleSession session = new();

        RunResult result = session.Run($"Connect-AIImageService -Sandbox {parameters}");

        Assert.Contains(words, result.Error.ToString());
    }

    [Theory]
    [InlineData("$i | Wait-AIImage", 0.04, null)]
    [InlineData("Wait-AIImage $i.ResponseId", 0.04, null)]
    [InlineData("Get-AIImage -ResponseId $i.ResponseId", 0.04, null)]
    [InlineData("$i | Stop-AIImage", 0, "Cancelled")]
    public async Task What_was_handed_over_is_settled_by_whoever_learns_its_end(
        string script, double least, string? error)
    {
        await using BackgroundService service = await BackgroundService.StartAsync(Looks.Whole);
        using ModuleSession session = With(service.Service, "-Ledger spent.jsonl");

        AIImage queued = Assert.Single(session.Run("$i = New-AIImage 'a fox' -NoWait; $i").ThrowIfFailed().Images);
        Assert.True(Measure(session).Unsettled > 0);
        RunResult result = session.Run(script).ThrowIfFailed();

        JsonObject settled = Lines(session)[^1];
        Assert.Equal(queued.LedgerId, (string?)settled["id"]);
        Assert.Equal(error, (string?)settled["error"]);
        Assert.Equal(result.Images.Sum(image => image.Cost) ?? 0, (decimal?)settled["cost"]);
        Assert.True(settled["cost"]!.GetValue<decimal>() >= (decimal)least);
        Assert.Equal(0, Measure(session).Unsettled);
    }

    private static AIImageCost Measure(ModuleSession session) => (AIImageCost)session.Run(
        "Measure-AIImageCost -Ledger spent.jsonl").ThrowIfFailed().Output.Single().BaseObject;

    private static ModuleSession With(LoopbackService service, string parameters, string? folder = null)
    {
        ModuleSession session = new();
        if (folder is not null) Directory.CreateDirectory(session.PathOf(folder));
        session.Run(
            $"Connect-AIImageService -ApiKey '{LoopbackService.Key}' -BaseUri '{service.BaseUri}' "
            + $"-Project {ModuleSession.NewProject()} -Name here {parameters}").ThrowIfFailed();
        return session;
    }

    private static IReadOnlyList<JsonObject> Lines(ModuleSession session) =>
        [.. File.ReadLines(session.PathOf("spent.jsonl")).Select(line => JsonNode.Parse(line)!.AsObject())];

    private static Task<LoopbackService> StartAsync() => LoopbackService.StartAsync(
        (context, _) => LoopbackService.WriteJsonAsync(context, Answer));
}
