using System;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Security;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>Connections: whose they are, which keys they take, where a key may go.</summary>
public sealed class ServiceTests
{
    [Fact]
    public async Task A_key_comes_as_text_as_a_secure_string_or_as_a_credential()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = new();
        SecureString secure = new NetworkCredential(string.Empty, "sk-secure-string-1").SecurePassword;
        PSCredential credential = new("any", new NetworkCredential(string.Empty, "sk-credential-22").SecurePassword);

        session.Run($$"""
            foreach ($key in ' sk-as-text-00000 ', $secure, $credential) {
                Connect-AIImageService -ApiKey $key -BaseUri {{service.BaseUri}} -Force
                $null = New-AIImage x
            }
            """, ("secure", secure), ("credential", credential)).ThrowIfFailed();

        Assert.Equal(
            ["Bearer sk-as-text-00000", "Bearer sk-secure-string-1", "Bearer sk-credential-22"],
            service.Requests.Select(request => request.Headers["Authorization"]));
    }

    [Theory]
    [InlineData("''")]
    [InlineData("'  '")]
    [InlineData("42")]
    [InlineData("\"sk-abc`ndef-ghijkl\"")]
    [InlineData("'sk-abc def'")]
    [InlineData("'sk-schlüssel'")]
    [InlineData("([securestring]::new())")]
    public void What_cannot_be_a_key_is_refused(string key)
    {
        using ModuleSession session = new();

        RunResult result = session.Run($"Connect-AIImageService -ApiKey {key}");

        Assert.Equal("ApiKeyMissing", result.ErrorId);
        Assert.DoesNotContain("sk-", result.Error.ToString());
        Assert.Empty(
            session.Run("Get-AIImageService | ForEach-Object { if ($_.KeySource -eq '-ApiKey') { $_ } }").Output);
    }

    [Theory]
    [InlineData("http://example.com/v1")]
    [InlineData("http://127.0.0.1.example.com/v1")]
    [InlineData("http://user:pw@localhost/v1")]
    [InlineData("https://user:pw@example.com/v1")]
    [InlineData("ftp://example.com/v1")]
    [InlineData("file:///etc/passwd")]
    [InlineData("example.com/v1")]
    public void An_address_that_would_expose_the_key_is_refused(string address)
    {
        using ModuleSession session = new();

        RunResult result = session.Run($"Connect-AIImageService -ApiKey {LoopbackService.Key} -BaseUri '{address}'");

        Assert.Equal("InvalidRequest", result.ErrorId);
        Assert.DoesNotContain("pw", result.Error.ToString());
        Assert.DoesNotContain(LoopbackService.Key, result.Error.ToString());
    }

    [Theory]
    [InlineData("http://localhost:8080/v1", "")]
    [InlineData("http://127.0.0.1:8080/v1", "")]
    [InlineData("http://[::1]:8080/v1", "")]
    [InlineData("http://gateway.example/v1", "-AllowHttp")]
    [InlineData("https://gateway.example/v1/", "")]
    public void An_address_of_this_machine_or_with_AllowHttp_is_taken(string address, string parameters)
    {
        using ModuleSession session = new();

        RunResult result = session.Run(
            $"Connect-AIImageService -ApiKey {LoopbackService.Key} -BaseUri '{address}' {parameters} -PassThru")
                .ThrowIfFailed();

        AIImageService connected = Assert.IsType<AIImageService>(Assert.Single(result.Output).BaseObject);
        Assert.Equal(new Uri(address.TrimEnd('/') + "/"), connected.BaseUri);
        Assert.True(connected.IsCurrent);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_carries_no_key()
    {
        await using LoopbackService other = await LoopbackService.StartAsync(Samples.Response());
        await using LoopbackService service = await LoopbackService.StartAsync(
            "", 307, ("Location", $"{other.BaseUri}/responses"));
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("New-AIImage x");

        Assert.Equal("InvalidResponse", result.ErrorId);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task Organization_project_and_default_models_go_with_the_connection()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = new();

        session.Run($$"""
            Connect-AIImageService -ApiKey {{LoopbackService.Key}} -BaseUri {{service.BaseUri}} `
                -Organization org-1 -Project proj_1 `
                -Model gpt-5.5 -ImageModel gpt-image-2
            $null = New-AIImage x
            $null = New-AIImage x -Model gpt-5.4 -ImageModel gpt-image-2.6-flare
            """).ThrowIfFailed();

        Assert.Equal("org-1", service.Requests[0].Headers["OpenAI-Organization"]);
        Assert.Equal("proj_1", service.Requests[0].Headers["OpenAI-Project"]);
        Assert.Equal(["\"gpt-5.5\"", "\"gpt-5.4\""], service.Requests.Select(request => request.TextAt("model")));
        Assert.Equal(
            ["\"gpt-image-2\"", "\"gpt-image-2.6-flare\""],
            service.Requests.Select(request => request.TextAt("tools.0.model")));
    }

    [Fact]
    public async Task Service_names_another_connection_for_one_command()
    {
        await using LoopbackService first = await LoopbackService.StartAsync(Samples.Response());
        await using LoopbackService second = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(first);

        session.Run($$"""
            $s = Connect-AIImageService -ApiKey {{LoopbackService.Key}} -BaseUri {{second.BaseUri}} -PassThru
            $null = New-AIImage x -Service {{first.BaseUri.Authority}}
            $null = New-AIImage x -Service (Get-AIImageService {{first.BaseUri.Authority}})
            $null = New-AIImage x
            Disconnect-AIImageService
            $null = New-AIImage x
            $null = New-AIImage x -Service $s
            """).ThrowIfFailed();

        Assert.Equal(3, first.Requests.Count);
        Assert.Equal(2, second.Requests.Count);
    }

    [Fact]
    public async Task Two_runspaces_do_not_see_each_others_connection()
    {
        await using LoopbackService first = await LoopbackService.StartAsync(Samples.Response());
        await using LoopbackService second = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession one = ModuleSession.With(first);
        using ModuleSession two = ModuleSession.With(second);

        one.Run("New-AIImage x; Disconnect-AIImageService").ThrowIfFailed();
        two.Run("New-AIImage x").ThrowIfFailed();

        Assert.Single(first.Requests);
        Assert.Single(second.Requests);
        Assert.DoesNotContain(
            one.Run("Get-AIImageService").Output, item => item.ToString() == second.BaseUri.Authority);
    }

    [Fact]
    public void Disconnect_makes_the_connection_before_it_current_again()
    {
        using ModuleSession session = new();

        RunResult result = session.Run($$"""
            Connect-AIImageService -Sandbox
            Connect-AIImageService -ApiKey {{LoopbackService.Key}}
            Connect-AIImageService -ApiKey {{LoopbackService.Key}} -BaseUri https://eu.example/v1
            Get-AIImageService | ForEach-Object { "$_ $($_.IsCurrent)" }
            Disconnect-AIImageService OPENAI
            Disconnect-AIImageService
            Get-AIImageService | ForEach-Object { "$_ $($_.IsCurrent)" }
            Get-AIImageService sand*
            """).ThrowIfFailed();

        Assert.Equal(
            ["Sandbox False", "OpenAI False", "eu.example True", "Sandbox True", "Sandbox"],
            result.Output.Select(item => item.ToString()));
    }

    [Fact]
    public void Disconnect_takes_connections_from_the_pipeline_and_refuses_unknown_names()
    {
        using ModuleSession session = ModuleSession.WithSandbox();

        session.Run("Get-AIImageService | Disconnect-AIImageService; Disconnect-AIImageService").ThrowIfFailed();
        RunResult result = session.Run("Disconnect-AIImageService nowhere");

        Assert.Equal("InvalidRequest", result.ErrorId);
        Assert.Equal("nowhere", result.Error.TargetObject);
    }

    [Fact]
    public void The_sandbox_says_that_it_is_one()
    {
        using ModuleSession session = ModuleSession.WithSandbox();

        AIImage image = Assert.Single(session.Run("New-AIImage 'a fox' -Quality low").ThrowIfFailed().Images);

        Assert.Equal("Sandbox", image.Service);
        Assert.Equal((image.Width, image.Height), Samples.Decode(image.Bytes!));
    }
}
