using System;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Dialects;

public sealed class CredentialTests
{
    [Theory]
    [InlineData("-Vault Team -SecretName openai", "vault-Team-openai")]
    [InlineData("-SecretName openai", "vault--openai")]
    public async Task A_key_is_taken_from_a_vault(string parameters, string key)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = new();
        session.Run("function global:Get-Secret { param($Name, $Vault) \"vault-$Vault-$Name\" }").ThrowIfFailed();

        session.Run($"Connect-AIImageService {parameters} -BaseUri {service.BaseUri}; New-AIImage 'a fox'")
            .ThrowIfFailed();

        Assert.Equal($"Bearer {key}", service.Requests.Single().Headers["Authorization"]);
        Assert.Equal("-SecretName", (string)session.Run("(Get-AIImageService).KeySource").Output.Single().BaseObject);
    }

    [Theory]
    [InlineData("", "ServiceUnsupported", "SecretManagement")]
    [InlineData("function global:Get-Secret { throw 'vault is locked' }", "AuthenticationFailed", "vault is locked")]
    [InlineData("function global:Get-Secret { }", "ApiKeyMissing", "OPENAI_API_KEY")]
    public void A_vault_that_gives_no_key_is_an_error(string vault, string errorId, string words)
    {
        using ModuleSession session = new();
        session.Run(vault);

        RunResult result = session.Run("Connect-AIImageService -SecretName openai -BaseUri http://127.0.0.1:1/v1");

        Assert.Equal(errorId, result.ErrorId);
        Assert.Contains(words, result.Error.ToString());
    }

    [Fact]
    public async Task Requests_go_over_the_proxy_that_is_named()
    {
        await using LoopbackService proxy = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = new();
        string address = proxy.BaseUri.GetLeftPart(UriPartial.Authority);

        session.Run(
            $"Connect-AIImageService -Compatible -BaseUri http://images.example.invalid/v1 -Proxy {address}; "
            + "New-AIImage 'a fox' -Api Responses").ThrowIfFailed();

        Assert.Equal("images.example.invalid", proxy.Requests.Single().Headers["Host"]);
    }

    [Theory]
    [InlineData("https://eu.api.openai.com/v1", "OpenAI")]
    [InlineData("https://api.openai.com/v1", "OpenAI")]
    [InlineData("https://api.openai.com.example.org/v1", "api.openai.com.example.org")]
    [InlineData("https://notapi.openai.com.invalid/v1", "notapi.openai.com.invalid")]
    public void All_regions_of_OpenAI_are_one_service(string address, string name)
    {
        using ModuleSession session = new();

        RunResult result = session.Run(
            $"(Connect-AIImageService -ApiKey 'sk-x-123456' -BaseUri {address} -PassThru).Name");

        Assert.Equal(name, (string)result.ThrowIfFailed().Output.Single().BaseObject);
    }
}
