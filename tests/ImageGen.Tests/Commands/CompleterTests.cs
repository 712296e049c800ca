using System.Linq;
using System.Management.Automation;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>What Tab offers.</summary>
public sealed class CompleterTests
{
    [Theory]
    [InlineData("New-AIImage -Size ", "auto,1024x1024,1536x1024,1024x1536,2048x2048,2048x1152,3840x2160,2160x3840")]
    [InlineData("New-AIImage -Size 15", "1536x1024")]
    [InlineData("New-AIImage -Quality ", "auto,low,medium,high,xhigh,max")]
    [InlineData("New-AIImage -Quality HI", "high")]
    [InlineData("New-AIImage -Quality *igh", "high,xhigh")]
    [InlineData("New-AIImage -Quality 'm", "medium,max")]
    [InlineData("New-AIImage -Quality \"m", "medium,max")]
    [InlineData("New-AIImage -Background t", "transparent")]
    [InlineData("New-AIImage -OutputFormat ", "png,jpeg,webp,gif,svg")]
    [InlineData("New-AIImage -Format w", "webp")]
    [InlineData("New-AIImage -Moderation ", "auto,low")]
    [InlineData("New-AIImage -Complexity ", "low,medium,high")]
    [InlineData("New-AIImage -ToolChoice ", "image_generation,auto,required,none")]
    [InlineData("Edit-AIImage -InputFidelity ", "low,high")]
    [InlineData("Edit-AIImage -Context d", "Data")]
    [InlineData("Get-AIImageStream -Quality l", "low")]
    [InlineData("New-AIImage -Model gpt-5.6", "gpt-5.6-sol,gpt-5.6-terra,gpt-5.6-luna")]
    [InlineData("New-AIImage -Model *flare", "gpt-image-2.6-flare,gpt-image-2.5-flare")]
    [InlineData("Connect-AIImageService -Model *flare", "")]
    [InlineData("New-AIImage -ImageModel *flare", "gpt-image-2.6-flare,gpt-image-2.5-flare")]
    [InlineData("Connect-AIImageService -ImageModel *2.6-s", "gpt-image-2.6-sunburst")]
    [InlineData("New-AIImage -ImageModel gpt-image-1-mini -Size ", "auto,1024x1024,1536x1024,1024x1536")]
    [InlineData("New-AIImage -Model gpt-image-2 -Quality ", "auto,low,medium,high")]
    [InlineData("New-AIImage -Model gpt-5.6-sol -Quality x", "xhigh")]
    [InlineData("Edit-AIImage -ImageModel gpt-image-1-mini -InputFidelity ", "low")]
    [InlineData("Get-AIImageModel *-mini", "gpt-image-1-mini,gpt-5-mini,gpt-4.1-mini,gpt-4o-mini")]
    [InlineData("Get-AIImageModel -Kind M", "Mainline")]
    [InlineData("Test-AIImageService s", "Sandbox")]
    [InlineData("New-AIImage -Service s", "Sandbox")]
    [InlineData("New-AIImage -Service e", "eu.example")]
    [InlineData("Get-AIImageService ", "Sandbox,eu.example")]
    [InlineData("Disconnect-AIImageService -Name *box", "Sandbox")]
    public void A_value_is_completed(string typed, string expected)
    {
        using ModuleSession session = Connected();

        Assert.Equal(expected, string.Join(",", Complete(session, typed)));
    }

    [Theory]
    [InlineData("New-AIImage -ImageModel ", "dall-e-3")]
    [InlineData("New-AIImage -ImageModel ", "gpt-5.6-sol")]
    [InlineData("New-AIImage -Model ", "gpt-4.1-nano")]
    [InlineData("New-AIImage -Model ", "gpt-5.5-cyber-preview")]
    [InlineData("Get-AIImageModel ", "gpt-5.5-cyber-preview")]
    [InlineData("Connect-AIImageService -Model ", "gpt-image-2.6-sunburst")]
    [InlineData("New-AIImage -Model ", "dall-e-3")]
    public void A_model_that_is_shut_down_or_of_the_other_kind_is_not_offered(string typed, string model)
    {
        using ModuleSession session = Connected();

        Assert.DoesNotContain(model, Complete(session, typed));
    }

    [Theory]
    [InlineData("New-AIImage -Model ", "gpt-image-2", "Image model (Images API); $30.00 per 1M image output tokens")]
    [InlineData(
        "New-AIImage -Model ",
        "gpt-6-luna",
        "Mainline model with the image tool (Responses API); $0.10 in, $0.50 out per 1M tokens")]
    [InlineData(
        "Get-AIImageModel ", "dall-e-3", "Image model (Images API); shut down 2026-05-12, then gpt-image-2.6-sunburst")]
    [InlineData("Get-AIImageModel ", "gpt-5-mini", "; ends 2026-12-11, then gpt-6.1-terra")]
    public void A_tooltip_says_what_a_model_is_what_it_costs_and_when_it_ends(string typed, string model, string text)
    {
        using ModuleSession session = Connected();

        string tooltip = Matches(session, typed).Single(match => match.ListItemText == model).ToolTip;

        Assert.EndsWith(text, tooltip.Replace("shut down 2026-12-11", "ends 2026-12-11"));
        Assert.True(tooltip.Length <= 120, tooltip);
    }

    [Theory]
    [InlineData("New-AIImage -Model ")]
    [InlineData("New-AIImage -ImageModel ")]
    [InlineData("Get-AIImageModel ")]
    [InlineData("Connect-AIImageService -Model ")]
    [InlineData("Connect-AIImageService -ImageModel ")]
    public void Every_model_that_is_offered_is_described(string typed)
    {
        using ModuleSession session = Connected();

        Assert.All(Matches(session, typed), match => Assert.Contains("model", match.ToolTip.Split(';')[0]));
    }

    [Theory]
    [InlineData("New-AIImage -Quality nothing", false)]
    [InlineData("New-AIImage -Quality [", false)]
    [InlineData("New-AIImage -Quality '", true)]
    [InlineData("New-AIImage -Service *?[", false)]
    public void What_matches_nothing_or_is_no_pattern_does_no_harm(string typed, bool isOffered)
    {
        using ModuleSession session = Connected();

        Assert.Equal(isOffered, Complete(session, typed).Length > 0);
        Assert.Contains("high", Complete(session, "New-AIImage -Quality "));
    }

    [Theory]
    [InlineData("New-AIImage")]
    [InlineData("Edit-AIImage")]
    [InlineData("Get-AIImageStream")]
    public void Every_open_value_has_a_completer(string command)
    {
        using ModuleSession session = Connected();
        string[] open =
        [
            "Model", "ImageModel", "Size", "Quality", "Background",
            "OutputFormat", "Moderation", "Complexity", "ToolChoice",
            "Service",
        ];

        Assert.All(open, name => Assert.NotEmpty(Complete(session, $"{command} -{name} ")));
    }

    private static ModuleSession Connected()
    {
        ModuleSession session = ModuleSession.WithSandbox();
        session.Run($"Connect-AIImageService -ApiKey {LoopbackService.Key} -BaseUri https://eu.example/v1")
            .ThrowIfFailed();
        return session;
    }

    private static string[] Complete(ModuleSession session, string typed) =>
        [.. Matches(session, typed).Select(match => match.ListItemText)];

    private static CompletionResult[] Matches(ModuleSession session, string typed)
    {
        using PowerShell shell = PowerShell.Create(session.Runspace);
        CommandCompletion completion = CommandCompletion.CompleteInput(typed, typed.Length, null, shell);
        return
        [
            .. completion.CompletionMatches.Where(match => match.ResultType == CompletionResultType.ParameterValue),
        ];
    }
}
