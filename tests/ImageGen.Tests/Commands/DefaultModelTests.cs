using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>A default model that the service does not give is replaced; one that the user chose never is.</summary>
public sealed class DefaultModelTests
{
    private const string Luna = "gpt-6-luna";
    private const string OlderLuna = "gpt-5.6-luna";
    private const string Sunburst = "gpt-image-2.6-sunburst";
    private const string OlderSunburst = "gpt-image-2.5-sunburst";

    [Theory]
    [InlineData("gone", "New-AIImage x", Luna, OlderLuna)]
    [InlineData("unknown", "New-AIImage x", Luna, OlderLuna)]
    [InlineData("closed", "New-AIImage x", Luna, OlderLuna)]
    [InlineData("toolless", "New-AIImage x", Luna, OlderLuna)]
    [InlineData("gone", "New-AIImage x -Durable", Luna, OlderLuna)]
    [InlineData("toolless", "New-AIImage x -NoWait", Luna, OlderLuna)]
    [InlineData("toolless", "Get-AIImageStream x -PartialImages 0", Luna, OlderLuna)]
    [InlineData("closed", "Get-AIImageStream x -PartialImages 0 -Durable", Luna, OlderLuna)]
    [InlineData("gone", "Edit-AIImage x -Image file-1", Luna, OlderLuna)]
    [InlineData("gone", "New-AIImage x -ImageModel gpt-image-2", Luna, OlderLuna)]
    [InlineData("gone", "New-AIImage x -Model gpt-image-2 -Api Responses", Luna, OlderLuna)]
    [InlineData("imageless", "New-AIImage x", Sunburst, OlderSunburst)]
    [InlineData("closed", "New-AIImage x", Sunburst, OlderSunburst)]
    [InlineData("unverified", "New-AIImage x", Sunburst, OlderSunburst)]
    [InlineData("imageless", "New-AIImage x -Durable", Sunburst, OlderSunburst)]
    [InlineData("imageless", "New-AIImage x -Model gpt-5.5", Sunburst, OlderSunburst)]
    [InlineData("imageless", "Get-AIImageStream x -PartialImages 0", Sunburst, OlderSunburst)]
    [InlineData("drawless", "New-AIImage x -Api Images", Sunburst, OlderSunburst)]
    [InlineData("unverified", "New-AIImage x -Api Images -Count 2", Sunburst, OlderSunburst)]
    [InlineData("drawless", "Get-AIImageStream x -PartialImages 0 -Api Images", Sunburst, OlderSunburst)]
    [InlineData("drawless", "Edit-AIImage x -Image file-1 -Api Images", Sunburst, OlderSunburst)]
    public async Task The_next_of_the_chain_is_taken_with_one_warning_and_kept(
        string refusal, string command, string refused, string next)
    {
        await using LoopbackService service = await ModelService.StartAsync(refusal, [refused]);
        using ModuleSession session = ModuleSession.With(service);

        RunResult first = session.Run(command).ThrowIfFailed();
        RunResult second = session.Run(command).ThrowIfFailed();

        Assert.NotEmpty(first.Images);
        Assert.Equal(
            [true, false, false], service.Requests.Select(request => ModelService.ModelsOf(request).Contains(refused)));
        Assert.All(service.Requests.Skip(1), request => Assert.Contains(next, ModelService.ModelsOf(request)));
        string warning = Assert.Single(first.Warnings);
        Assert.Contains($"'{refused}'", warning);
        Assert.Contains($"'{next}'", warning);
        Assert.Empty(second.Warnings);
    }

    [Fact]
    public async Task Each_model_is_tried_once_and_all_that_were_refused_are_told_at_once()
    {
        await using LoopbackService service = await ModelService.StartAsync(
            "closed", [Luna, OlderLuna, "gpt-6.1-terra", Sunburst, OlderSunburst]);
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("'a', 'b' | New-AIImage; (Get-AIImageService).Model").ThrowIfFailed();

        Assert.Equal(7, service.Requests.Count);
        Assert.Equal(["gpt-6.2-sol", "gpt-image-2.6-flare"], ModelService.ModelsOf(service.Requests[^1]));
        string warning = Assert.Single(result.Warnings);
        Assert.All(
            new[] { Luna, OlderLuna, "gpt-6.1-terra", "gpt-6.2-sol", Sunburst, OlderSunburst, "gpt-image-2.6-flare" },
            model => Assert.Contains($"'{model}'", warning));
        Assert.Equal("gpt-6.2-sol", result.Output[^1].ToString());
    }

    [Fact]
    public async Task When_none_is_given_the_error_is_the_one_of_the_first()
    {
        await using LoopbackService service = await LoopbackService.StartAsync((context, request) =>
            LoopbackService.WriteJsonAsync(
                context, ModelService.Refusal("gone", ModelService.ModelsOf(request)[0]), 404));
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("New-AIImage 'a fox'");

        Assert.Equal(("ModelNotFound", "a fox"), (result.ErrorId, result.Error.TargetObject));
        Assert.Contains(Luna, result.Error.ToString());
        Assert.Empty(result.Warnings);
        Assert.Equal(
            [Luna, OlderLuna, "gpt-6.1-terra", "gpt-6.2-sol", "gpt-5.6-sol", "gpt-5.4"],
            service.Requests.Select(request => (string)request.At("model")!));
    }

    [Theory]
    [InlineData("New-AIImage", "gone", Luna)]
    [InlineData("New-AIImage -Durable", "closed", Luna)]
    [InlineData("New-AIImage -Api Images", "drawless", Sunburst)]
    public async Task Requests_under_way_go_on_with_the_next_and_one_warning(
        string command, string refusal, string refused)
    {
        Crowd crowd = new(8);
        await using LoopbackService service = await ModelService.StartAsync(
            refusal, [refused], answer => crowd.Full.IsCompleted ? answer() : crowd.PassAsync(answer));
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = await Task.Run(() =>
            session.Run($"1..20 | ForEach-Object {{ \"p$_\" }} | {command} -ThrottleLimit 8")).Soon();

        Assert.Equal(
            Enumerable.Range(0, 20), result.ThrowIfFailed().Images.Select(image => image.Index).Order());
        Assert.Single(result.Warnings);
        Assert.Equal(8, service.Requests.Count(request => ModelService.ModelsOf(request).Contains(refused)));
        Assert.Equal(28, service.Requests.Count);
    }

    [Theory]
    [InlineData("gone", "New-AIImage x -Model gpt-6-luna", Luna)]
    [InlineData("toolless", "[pscustomobject]@{ Prompt = 'x'; Model = 'gpt-6-luna' } | New-AIImage", Luna)]
    [InlineData("closed", "$PSDefaultParameterValues = @{ '*-AIImage:Model' = 'gpt-6-luna' }; New-AIImage x", Luna)]
    [InlineData(
        "gone",
        "$PSDefaultParameterValues = @{ 'New-AIImage:Model' = 'gpt-6-luna' }; 'x' | New-AIImage -Durable",
        Luna)]
    [InlineData("imageless", "New-AIImage x -ImageModel gpt-image-2.6-sunburst", Sunburst)]
    [InlineData("closed", "New-AIImage x -ImageModel gpt-image-2.6-sunburst", Sunburst)]
    [InlineData("drawless", "New-AIImage x -Model gpt-image-2.6-sunburst", Sunburst)]
    [InlineData("drawless", "New-AIImage x -Api Images -ImageModel gpt-image-2.6-sunburst", Sunburst)]
    [InlineData("imageless", "Import-Csv jobs.csv | Get-AIImageStream", Sunburst)]
    public async Task A_model_that_was_named_is_never_replaced(string refusal, string script, string refused)
    {
        await using LoopbackService service = await ModelService.StartAsync(refusal, [refused]);
        using ModuleSession session = ModuleSession.With(service);
        string rows = script.Replace(
            "Import-Csv jobs.csv", "[pscustomobject]@{ Prompt = 'x'; ImageModel = 'gpt-image-2.6-sunburst' }");

        AssertRefused(service, session.Run(rows));
    }

    [Theory]
    [InlineData("gone", "-Model gpt-6-luna", "New-AIImage x", Luna)]
    [InlineData("imageless", "-ImageModel gpt-image-2.6-sunburst", "New-AIImage x", Sunburst)]
    [InlineData("unknown", "-Compatible", "New-AIImage x -Api Responses", Luna)]
    [InlineData("drawless", "-Compatible", "New-AIImage x", Sunburst)]
    public async Task A_model_of_the_connection_and_of_another_kind_of_service_is_never_replaced(
        string refusal, string connect, string command, string refused)
    {
        await using LoopbackService service = await ModelService.StartAsync(refusal, [refused]);
        using ModuleSession session = new();
        session.Run(
            $"Connect-AIImageService {connect} -ApiKey '{LoopbackService.Key}' -BaseUri '{service.BaseUri}' -Name n")
            .ThrowIfFailed();

        AssertRefused(service, session.Run(command));
    }

    [Theory]
    [InlineData("-OutputFormat svg", "gpt-image-2.6-flare")]
    [InlineData("-OutFile ./fox.gif", "gpt-image-2.6-flare")]
    [InlineData("-Complexity low", "gpt-image-2.6-flare")]
    [InlineData("-Size 2048x2048 -Quality max", OlderSunburst)]
    public async Task A_model_that_cannot_do_what_was_asked_is_passed_over(string options, string expected)
    {
        await using LoopbackService service = await ModelService.StartAsync("imageless", [Sunburst]);
        using ModuleSession session = ModuleSession.With(service);

        session.Run($"New-AIImage x {options}").ThrowIfFailed();
        RunResult second = session.Run($"New-AIImage x {options} -Force").ThrowIfFailed();

        Assert.Equal(
            [Sunburst, expected, expected], service.Requests.Select(request => (string)request.At("tools.0.model")!));
        Assert.DoesNotContain(second.Warnings, text => text.Contains("refused", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_no_other_can_do_it_the_refusal_stands()
    {
        await using LoopbackService service = await ModelService.StartAsync("imageless", [Sunburst]);
        using ModuleSession session = ModuleSession.With(service);

        Assert.Equal("ModelNotFound", session.Run("Edit-AIImage x -Image file-1 -InputFidelity high").ErrorId);
        Assert.Single(service.Requests);
    }

    [Theory]
    [InlineData(200, """{"id":"resp_1","status":"completed","output":[]}""", "NoImageReturned")]
    [InlineData(200, """{"id":"resp_1","status":"failed","error":{"code":"model_not_found","message":"The model 'gpt-6-luna' does not exist."}}""", "ModelNotFound")]
    [InlineData(400, """{"error":{"message":"The model 'gpt-5.9-sol' does not exist.","code":"invalid_value","param":"tools[0].svg.model"}}""", "ModelNotFound")]
    [InlineData(
        400, """{"error":{"message":"Invalid value.","code":"invalid_value","param":"model"}}""", "InvalidRequest")]
    [InlineData(403, """{"error":{"message":"Country, region, or territory not supported","code":"unsupported_country_region_territory"}}""", "AccessDenied")]
    [InlineData(401, """{"error":{"message":"No.","code":"invalid_api_key"}}""", "AuthenticationFailed")]
    [InlineData(500, """{"error":{"message":"The model 'gpt-6-luna' does not exist.","code":"server_error"}}""",
        "ServiceUnavailable")]
    public async Task Another_failure_is_no_refusal_of_a_model(int status, string body, string expected)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(body, status);
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("New-AIImage x -MaximumRetryCount 0");

        Assert.Equal(expected, result.ErrorId);
        Assert.Empty(result.Warnings);
        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task The_file_is_saved_and_the_record_is_gone_also_after_a_refusal()
    {
        await using LoopbackService service = await ModelService.StartAsync("gone", [Luna]);
        using ModuleSession session = ModuleSession.With(service);

        session.Run("New-AIImage x -Durable -OutFile ./fox.png").ThrowIfFailed();

        Assert.Equal(["fox.png"], session.AllFiles().Select(Path.GetFileName));
    }

    private static void AssertRefused(LoopbackService service, RunResult result)
    {
        Assert.Contains(result.ErrorId, new[] { "ModelNotFound", "AccessDenied", "InvalidRequest" });
        Assert.Empty(result.Output);
        Assert.Empty(result.Warnings);
        Assert.Single(service.Requests);
    }
}
