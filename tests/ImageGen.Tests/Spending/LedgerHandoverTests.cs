using System;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using ImageGen.Tests.Commands;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Spending;

/// <summary>Reservations that one process makes and another settles, and ledgers that the environment names.</summary>
[Collection(nameof(EnvironmentCollection))]
public sealed class LedgerHandoverTests : IDisposable
{
    private static readonly string[] s_names =
    [
        "IMAGEGEN_LEDGER", "IMAGEGEN_MAX_COST_PER_DAY", "IMAGEGEN_MAX_COST_PER_MONTH", "IMAGEGEN_SANDBOX",
        "OPENAI_API_KEY", "OPENAI_BASE_URL",
    ];

    private readonly KeptEnvironment _environment = new(s_names);

    public void Dispose() => _environment.Dispose();

    [Fact]
    public async Task The_record_of_durable_work_has_the_reservation_and_resume_settles_it()
    {
        await using BackgroundService service = await BackgroundService.StartAsync(Looks.Whole);
        string record = string.Empty;
        using ModuleSession session = new();
        service.Looks =
        [
            (context, id) =>
            {
                record = File.ReadAllText(session.PathOf("fox.png.pending"));
                return Looks.Whole(context, id);
            },
        ];
        string connect = $"Connect-AIImageService -ApiKey '{LoopbackService.Key}' -BaseUri '{service.Service.BaseUri}' "
            + $"-Project {ModuleSession.NewProject()} -Name here -Ledger '{session.PathOf("spent.jsonl")}'";
        session.Run($"{connect}; New-AIImage 'a fox' -Durable -OutFile fox.png").ThrowIfFailed();
        service.Looks = [Looks.Whole];
        string reserved = File.ReadLines(session.PathOf("spent.jsonl")).First();

        using ModuleSession later = new();
        File.WriteAllText(later.PathOf("fox.png.pending"), record);
        File.WriteAllText(session.PathOf("spent.jsonl"), reserved + "\n");
        AIImage image = Assert.Single(
            later.Run($"{connect}; New-AIImage 'a fox' -OutFile fox.png -Resume").ThrowIfFailed().Images);

        JsonObject[] lines =
            [.. File.ReadLines(session.PathOf("spent.jsonl")).Select(line => JsonNode.Parse(line)!.AsObject())];
        Assert.Equal(2, lines.Length);
        Assert.Equal((string?)lines[0]["id"], (string?)lines[1]["id"]);
        Assert.Equal((image.LedgerId, image.Cost), ((string?)lines[1]["id"], (decimal?)lines[1]["cost"]));
        Assert.Equal(1, service.Posts);
    }

    [Theory]
    [InlineData("IMAGEGEN_MAX_COST_PER_DAY")]
    [InlineData("IMAGEGEN_MAX_COST_PER_MONTH")]
    public async Task The_environment_names_ledger_and_limit_for_scripts_that_only_use_it(string variable)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(
            (context, _) => LoopbackService.WriteJsonAsync(context, ImagesScript.Answer()));
        using ModuleSession session = new();
        Environment.SetEnvironmentVariable("OPENAI_API_KEY", LoopbackService.Key);
        Environment.SetEnvironmentVariable("OPENAI_BASE_URL", service.BaseUri.ToString());
        Environment.SetEnvironmentVariable("IMAGEGEN_LEDGER", session.PathOf("spent.jsonl"));
        Environment.SetEnvironmentVariable(variable, "0.13");

        RunResult result = session.Run(
            "'a', 'b' | New-AIImage -Model gpt-image-2 -Quality medium -Size 1024x1024");

        Assert.Equal(("a", "BudgetExceeded"), (Assert.Single(result.Images).Prompt, result.ErrorId));
        Assert.Equal(2, File.ReadLines(session.PathOf("spent.jsonl")).Count());
    }

    [Theory]
    [InlineData("IMAGEGEN_MAX_COST_PER_DAY", "1,50")]
    [InlineData("IMAGEGEN_MAX_COST_PER_DAY", "-1")]
    [InlineData("IMAGEGEN_MAX_COST_PER_MONTH", "much")]
    public void A_limit_that_is_no_amount_is_refused(string variable, string text)
    {
        using ModuleSession session = new();
        Environment.SetEnvironmentVariable("IMAGEGEN_SANDBOX", "1");
        Environment.SetEnvironmentVariable("IMAGEGEN_LEDGER", session.PathOf("spent.jsonl"));
        Environment.SetEnvironmentVariable(variable, text);

        RunResult result = session.Run("New-AIImage a");

        Assert.Equal("InvalidRequest", result.ErrorId);
        Assert.Contains(variable, result.Error.ToString());
    }
}
