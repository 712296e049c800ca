using System;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Dialects;

public sealed class AzureTests
{
    /// <summary>
    /// What a recorded Azure answer looks like: the call stays at generating although its image is there.
    /// </summary>
    private static readonly string s_generating =
        Samples.Response().Replace("\"type\":\"image_generation_call\",\"status\":\"completed\"",
            "\"type\":\"image_generation_call\",\"status\":\"generating\"");

    [Fact]
    public async Task A_response_names_deployments_and_takes_an_image_that_is_still_generating()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(s_generating);
        using ModuleSession session = Connect(service, $"-ApiKey '{LoopbackService.Key}'");

        AIImage image = session.Run("New-AIImage 'a fox'").ThrowIfFailed().Images.Single();

        ReceivedRequest sent = service.Requests.Single();
        Assert.Equal("/openai/v1/responses?api-version=preview", sent.Path);
        Assert.Equal(LoopbackService.Key, sent.Headers["api-key"]);
        Assert.False(sent.Headers.ContainsKey("Authorization"));
        Assert.Equal("pictures", sent.Headers["x-ms-oai-image-generation-deployment"]);
        Assert.Equal("chat", (string)sent.Json["model"]!);
        Assert.Null(sent.Json["tools"]![0]!["model"]);
        Assert.Equal(Samples.Png, image.Bytes);
        Assert.Equal("completed", image.Status);
    }

    [Fact]
    public async Task An_edit_over_the_images_api_names_the_image_deployment()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(
            $$"""{"created":1,"data":[{"b64_json":"{{Samples.PngBase64}}"}]}""");
        using ModuleSession session = Connect(service, $"-ApiKey '{LoopbackService.Key}'");

        session.Run("$null = ,$png | Edit-AIImage 'snow' -Api Images", ("png", Samples.Png)).ThrowIfFailed();

        ReceivedRequest sent = service.Requests.Single();
        Assert.Equal("/openai/v1/images/edits?api-version=preview", sent.Path);
        Assert.Contains("pictures", sent.Text);
        Assert.DoesNotContain("response_format", sent.Text);
        Assert.False(sent.Headers.ContainsKey("x-ms-oai-image-generation-deployment"));
    }

    [Fact]
    public async Task A_token_is_asked_for_once_and_again_when_it_is_about_to_expire()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = Connect(service, """
            -AccessToken {
                $global:asked++
                [pscustomobject]@{ Token = "token-$global:asked"
                    ExpiresOn = [datetimeoffset]::UtcNow.AddSeconds($global:life) }
            }
            """);

        RunResult run = session.Run("$global:life = 3600; 'a', 'b' | New-AIImage -Verbose").ThrowIfFailed();
        string told = Assert.Single(run.Verbose, line => line.StartsWith("Requesting", StringComparison.Ordinal));
        Assert.Matches("^Requesting an access token for .+ \\(-AccessToken\\)$", told);
        Assert.All(run.Verbose, line => Assert.DoesNotContain("token-1", line));
        Assert.Equal(
            ["Bearer token-1", "Bearer token-1"], service.Requests.Select(sent => sent.Headers["Authorization"]));
        Assert.False(service.Requests[0].Headers.ContainsKey("api-key"));

        using ModuleSession brief = Connect(service, """
            -AccessToken { $global:asked++; @{ Token = "brief-$global:asked" } | ForEach-Object { [pscustomobject]$_ } |
                ForEach-Object { [pscustomobject]@{ Token = $_.Token; ExpiresOn = [datetimeoffset]::UtcNow } } }
            """);
        brief.Run("'a', 'b' | New-AIImage").ThrowIfFailed();
        Assert.Equal(
            ["Bearer brief-1", "Bearer brief-2"],
            service.Requests.Skip(2).Select(sent => sent.Headers["Authorization"]));
    }

    [Theory]
    [InlineData("{ throw 'no login' }", "no login")]
    [InlineData("{ }", "returned no token")]
    public async Task A_script_that_gives_no_token_is_an_authentication_error(string script, string reason)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = Connect(service, $"-AccessToken {script}");

        RunResult result = session.Run("New-AIImage 'a fox'");

        Assert.Equal("AuthenticationFailed", result.ErrorId);
        Assert.Contains(reason, result.Error.ToString());
        Assert.Empty(service.Requests);
    }

    [Theory]
    [InlineData("contentFilter")]
    [InlineData("content_policy_violation")]
    public async Task The_content_filter_is_a_rejection(string code)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(
            Samples.Error("Filtered.", code), status: 400);
        using ModuleSession session = Connect(service, $"-ApiKey '{LoopbackService.Key}'");

        Assert.Equal("ContentRejected", session.Run("New-AIImage 'a fox'").ErrorId);
        Assert.Single(service.Requests);
    }

    private static ModuleSession Connect(LoopbackService service, string credential)
    {
        ModuleSession session = new();
        string root = service.BaseUri.GetLeftPart(System.UriPartial.Authority);
        session.Run(
            $"Connect-AIImageService -AzureEndpoint {root} -Deployment chat -ImageDeployment pictures {credential}")
            .ThrowIfFailed();
        return session;
    }
}
