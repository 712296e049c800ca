using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Models;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>Get-AIImageModel: from the table, and joined with a service's list.</summary>
public sealed class GetModelTests
{
    private const string List =
        """
        {"object":"list","data":[
          {"id":"gpt-image-2","object":"model","created":1776700000,"owned_by":"system","shutdown_date":"2027-06-30"},
          {"id":"gpt-image-2-2026-04-21","object":"model","created":1776700001,"owned_by":"system"},
          {"id":"gpt-5.6-sol","object":"model","created":1776700002,"owned_by":"openai","shutdown_date":null},
          {"id":"gpt-5.4-2026-03-05","created":1776700003},
          {"id":"gpt-7-nova"}, {"id":"gpt-image-9-nova","object":"model","created":1799999999,"owned_by":"openai"},
          {"id":"gpt-image-9-nova-2027-01-01","object":"model"},
          {"id":"gpt-7-audio"}, {"id":"gpt-5.5-cyber-preview"}, {"id":"gpt-3.5-turbo"}, {"id":"o7-mini"}, {"id":"whisper-1"}, {"id":"gpt-image-3\u001b[2J"}, {"id":null}, null]}
        """;

    [Fact]
    public void Offline_the_table_is_emitted_without_a_key_and_in_its_order()
    {
        using ModuleSession session = new();

        IReadOnlyList<AIImageModel> models = Models(session, "Get-AIImageModel");

        Assert.Equal(InTable, models.Select(model => model.Name));
        Assert.All(
            models, model => Assert.Equal((null, null, null), (model.Available, model.CreatedAt, model.OwnedBy)));
    }

    [Theory]
    [InlineData("gpt-image-2", "gpt-image-2")]
    [InlineData("GPT-5-*", "gpt-5-mini,gpt-5-nano")]
    [InlineData("gpt-5.5*", "gpt-5.5")]
    [InlineData("gpt-image-2-2026-04-21", "gpt-image-2")]
    [InlineData("o3, dall-e-?", "o3,dall-e-3,dall-e-2")]
    [InlineData("gpt-image-2* -Kind Mainline", "")]
    [InlineData("*mini -Kind Image", "gpt-image-1-mini")]
    [InlineData("o* -Kind All", "o3")]
    [InlineData("nothing*", "")]
    public void Names_and_kinds_choose(string arguments, string expected)
    {
        using ModuleSession session = new();

        Assert.Equal(
            expected, string.Join(",", Models(session, "Get-AIImageModel " + arguments).Select(model => model.Name)));
    }

    [Fact]
    public void Names_come_from_the_pipeline_and_an_unknown_one_stops_nothing()
    {
        using ModuleSession session = new();

        RunResult result = session.Run("'gpt-5', 'gpt-99', 'gpt-4o' | Get-AIImageModel");

        Assert.Equal("ModelNotFound", result.ErrorId);
        Assert.Equal("gpt-99", result.Error.TargetObject);
        Assert.Equal(["gpt-5", "gpt-4o"], result.Output.Select(item => item.ToString()));
    }

    [Fact]
    public void A_model_says_what_it_takes_and_costs()
    {
        using ModuleSession session = new();

        AIImageModel model = Assert.Single(Models(session, "Get-AIImageModel gpt-image-2"));

        Assert.Equal((AIImageModelKind.Image, AIImageModelStatus.Active), (model.Kind, model.Status));
        Assert.Equal(["auto", "low", "medium", "high"], model.Qualities);
        Assert.Contains("divisible by 16", model.SizeRule);
        Assert.Equal((5.00m, 1.25m, 8.00m), (model.TextInputPrice, model.CachedTextInputPrice, model.ImageInputPrice));
        Assert.Equal((2.00m, 30.00m, 10), (model.CachedImageInputPrice, model.ImageOutputPrice, model.MaximumCount));
        Assert.Equal(0.211m, model.PricePerImage["high 1024x1024"]);
        Assert.Equal(new DateTime(2026, 4, 21), model.ReleaseDate);
    }

    [Fact]
    public void A_mainline_model_says_what_its_text_costs()
    {
        using ModuleSession session = new();

        AIImageModel model = Assert.Single(Models(session, "Get-AIImageModel gpt-6-luna"));

        Assert.Equal((AIImageModelKind.Mainline, AIImageModelStatus.Active), (model.Kind, model.Status));
        Assert.Equal((0.10m, 0.01m, 0.50m), (model.TextInputPrice, model.CachedTextInputPrice, model.TextOutputPrice));
        Assert.Equal((null, null, null), (model.ImageInputPrice, model.CachedImageInputPrice, model.ImageOutputPrice));
    }

    [Theory]
    [InlineData("2026-11-30", AIImageModelStatus.Deprecated)]
    [InlineData("2026-12-01", AIImageModelStatus.ShutDown)]
    public void The_status_depends_on_the_day(string day, AIImageModelStatus expected)
    {
        AIImageModel model = new(
            ModelCatalog.Find("gpt-image-1.5")!, null,
            DateTime.Parse(day, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(expected, model.Status);
        Assert.Equal("gpt-image-2.6-sunburst", model.Successor);
    }

    [Fact]
    public async Task Online_joins_what_the_service_lists()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(List);
        using ModuleSession session = ModuleSession.With(service);

        Dictionary<string, AIImageModel> models = Models(session, "Get-AIImageModel -Online")
            .ToDictionary(model => model.Name);

        ReceivedRequest request = Assert.Single(service.Requests);
        Assert.Equal(("GET", "/v1/models"), (request.Method, request.Path));
        AIImageModel known = models["gpt-image-2"];
        Assert.Equal((true, "system"), (known.Available, known.OwnedBy));
        Assert.Equal(new DateTime(2027, 6, 30), known.ShutdownDate);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1776700000), known.CreatedAt);
        Assert.Equal(["gpt-image-2-2026-04-21"], known.Snapshots);
        Assert.Equal(
            (true, AIImageModelStatus.Active), (models["gpt-5.6-sol"].Available, models["gpt-5.6-sol"].Status));
        Assert.Equal(false, models["gpt-5.5"].Available);
        Assert.Equal((true, "gpt-5.4-2026-03-05"), (models["gpt-5.4"].Available, models["gpt-5.4"].Snapshots.Single()));
    }

    [Fact]
    public async Task A_model_that_only_the_service_knows_is_emitted_when_it_draws_and_no_other_is_called_mainline()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(List);
        using ModuleSession session = ModuleSession.With(service);

        IReadOnlyList<AIImageModel> models = Models(session, $"Get-AIImageModel -Service {service.BaseUri.Authority}");

        Assert.Equal([.. InTable, "gpt-image-3[2J", "gpt-image-9-nova"], models.Select(model => model.Name));
        AIImageModel nova = models[^1];
        Assert.Equal(
            (AIImageModelKind.Image, true, "gpt-image-9-nova-2027-01-01"),
            (nova.Kind, nova.Available, nova.Snapshots.Single()));
        Assert.Empty(nova.Sizes);
    }

    [Theory]
    [InlineData("""{"object":"list","data":null}""")]
    [InlineData("""{"data":[{"id":"sd-cpp-local","created":null,"shutdown_date":{}}]}""")]
    [InlineData("""{}""")]
    public async Task A_list_of_little_is_a_list(string list)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(list);
        using ModuleSession session = ModuleSession.With(service);

        Assert.All(Models(session, "Get-AIImageModel -Online"), model => Assert.Equal(false, model.Available));
    }

    [Theory]
    [InlineData(401,
        """{"error":{"message":"Incorrect API key provided: sk-test-0123456789abcdef.","code":"invalid_api_key"}}""",
        "AuthenticationFailed")]
    [InlineData(200, "<html>Sign in</html>", "InvalidResponse")]
    [InlineData(200, "[]", "InvalidResponse")]
    public async Task Without_a_list_there_is_one_error_and_no_model(int status, string body, string expected)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(body, status);
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("'gpt-5', 'o3' | Get-AIImageModel -Online");

        Assert.Equal(expected, result.ErrorId);
        Assert.Empty(result.Output);
        Assert.DoesNotContain(LoopbackService.Key, result.Error.ToString());
        Assert.DoesNotContain("billed", result.Error.ToString());
    }

    /// <summary>What the table has of image models, and of those that call the image tool.</summary>
    private static IEnumerable<string> InTable => ModelCatalog.Entries
        .Where(entry => entry.Kind == ModelKind.Image || entry.CallsImageTool)
        .Select(entry => entry.Name);

    private static IReadOnlyList<AIImageModel> Models(ModuleSession session, string script) =>
        [.. session.Run(script).ThrowIfFailed().Output.Select(item => (AIImageModel)item.BaseObject)];
}
