using System.Linq;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>-MaxCost, and what -WhatIf says of the cost.</summary>
public sealed class MaxCostTests
{
    /// <summary>Low quality of gpt-image-2 over the Images API: 196 tokens and a prompt, so just under 0.006.</summary>
    private const string Cheap = "New-AIImage -Model gpt-image-2 -Quality low -Size 1024x1024";

    private static string Answer => ImagesScript.Answer().Replace("4000", "196");

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Inputs_that_do_not_fit_are_not_sent_and_are_the_targets_of_their_errors(int throttle)
    {
        await using LoopbackService service = await StartAsync();
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run(
            $"'a', 'b', 'c', 'd', 'e' | {Cheap} -MaxCost 0.02 -ThrottleLimit {throttle}");

        Assert.Equal(["a", "b", "c"], result.Images.Select(image => image.Prompt).Order());
        Assert.Equal(3, service.Requests.Count);
        Assert.All(result.Errors, error => Assert.Equal("BudgetExceeded", Id(error)));
        Assert.Equal(["d", "e"], result.Errors.Select(error => error.TargetObject).Order());
    }

    [Fact]
    public async Task An_input_whose_price_is_unknown_is_refused()
    {
        await using LoopbackService service = await StartAsync();
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("New-AIImage a -Model gpt-image-9 -MaxCost 100");

        Assert.Equal("BudgetExceeded", Id(Assert.Single(result.Errors)));
        Assert.Contains("'gpt-image-9' is unknown", result.Errors[0].ToString());
        Assert.Empty(service.Requests);
    }

    [Fact]
    public async Task A_deployment_has_the_price_of_the_model_that_was_named_for_it()
    {
        await using LoopbackService service = await StartAsync();
        using ModuleSession session = new();

        RunResult result = session.Run(
            $"Connect-AIImageService -ApiKey '{LoopbackService.Key}' -BaseUri '{service.BaseUri}' -ImageModel pictures "
            + "-PriceAs gpt-image-2\n"
            + "New-AIImage a -Api Images -Quality low -Size 1024x1024 -MaxCost 0.01").ThrowIfFailed();

        Assert.Equal(0.00599m, Assert.Single(result.Images).Cost);
    }

    [Theory]
    [InlineData("gpt-image-9")]
    [InlineData("dall-e-3")]
    public void A_model_without_a_price_gives_none(string model)
    {
        using ModuleSession session = new();

        RunResult result = session.Run($"Connect-AIImageService -Sandbox -PriceAs {model}");

        Assert.Equal("InvalidRequest", result.ErrorId);
        Assert.Contains(model, result.Error.ToString());
    }

    [Theory]
    [InlineData(400, 4)]
    [InlineData(429, 4)]
    [InlineData(504, 3)]
    public async Task A_refused_request_gives_its_reservation_back_and_an_unknown_result_does_not(int status, int sent)
    {
        await using LoopbackService service = await LoopbackService.StartAsync((context, request) =>
            request.Text.Contains("\"a\"")
                ? LoopbackService.WriteJsonAsync(context, status == 504 ? "gateway" : Samples.Error("no"), status)
                : LoopbackService.WriteJsonAsync(context, Answer));
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run($"'a', 'b', 'c', 'd' | {Cheap} -MaxCost 0.019 -MaximumRetryCount 0");

        Assert.Equal(sent, service.Requests.Count);
        Assert.Equal(sent - 1, result.Images.Count);
    }

    [Fact]
    public async Task Without_a_limit_nothing_is_refused()
    {
        await using LoopbackService service = await StartAsync();
        using ModuleSession session = ModuleSession.With(service);

        session.Run("1..5 | ForEach-Object { \"p$_\" } | New-AIImage -Model gpt-image-9").ThrowIfFailed();

        Assert.Equal(5, service.Requests.Count);
    }

    [Fact]
    public async Task What_is_done_is_told_with_its_estimated_cost()
    {
        await using LoopbackService service = await StartAsync();
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run($"{Cheap} a -Verbose").ThrowIfFailed();

        Assert.EndsWith("'a'. Estimated cost: 0.0059 USD.", result.Verbose[0]);
    }

    [Fact]
    public async Task An_unknown_cost_is_told_with_its_reason()
    {
        await using LoopbackService service = await StartAsync();
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("New-AIImage a -Model gpt-image-9 -Verbose").ThrowIfFailed();

        Assert.Null(Assert.Single(result.Images).Cost);
        Assert.Contains(
            result.Verbose, line => line.StartsWith("The cost is unknown: the price of gpt-image-9 is unknown"));
    }

    private static Task<LoopbackService> StartAsync() => LoopbackService.StartAsync(
        (context, _) => LoopbackService.WriteJsonAsync(context, Answer));

    private static string Id(System.Management.Automation.ErrorRecord error) =>
        error.FullyQualifiedErrorId.Split(',')[0];
}
