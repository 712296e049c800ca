using System;
using System.Threading.Tasks;
using ImageGen.Service;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Dialects;

/// <summary>
/// Addresses as people paste them: understood, or refused with what to do, and never sent to as they are.
/// </summary>
public sealed class PastedAddressTests
{
    private const string Root = "https://x.openai.azure.com/openai/v1/";

    [Theory]
    [InlineData("https://x.openai.azure.com", Root)]
    [InlineData("https://x.openai.azure.com/", Root)]
    [InlineData("https://x.openai.azure.com/openai", Root)]
    [InlineData("https://x.openai.azure.com/openai/", Root)]
    [InlineData("https://x.openai.azure.com/openai/v1", Root)]
    [InlineData("https://x.openai.azure.com/OpenAI/v1//", Root)]
    [InlineData("https://x.openai.azure.com/openai/v1?api-version=preview", Root)]
    [InlineData("https://x.openai.azure.com/openai/v1/?api-version=preview", Root)]
    [InlineData("https://x.openai.azure.com?api-version=preview", Root)]
    [InlineData("https://x.openai.azure.com/openai/v1/responses", Root)]
    [InlineData("https://x.openai.azure.com/openai/responses?api-version=2025-04-01-preview", Root)]
    [InlineData("https://x.openai.azure.com/openai/v1/images/edits?api-version=preview", Root)]
    [InlineData("https://x.openai.azure.com/openai/v1/models", Root)]
    [InlineData(
        "https://x.openai.azure.com/openai/deployments/d/images/generations?api-version=2025-04-01-preview",
        Root, null, "d")]
    [InlineData("https://x.openai.azure.com/openai/deployments/my%20d/images/edits?api-version=1", Root, null, "my d")]
    [InlineData("https://x.openai.azure.com/openai/deployments/c/chat/completions?api-version=2024-10-21", Root, "c")]
    [InlineData("https://x.openai.azure.com/openai/deployments/c/responses", Root, "c")]
    [InlineData("https://x.services.ai.azure.com/models/chat/completions?api-version=1",
        "https://x.services.ai.azure.com/openai/v1/")]
    [InlineData("https://x.services.ai.azure.com/api/projects/p",
        "https://x.services.ai.azure.com/api/projects/p/openai/v1/")]
    [InlineData("https://gateway.contoso.com/pictures/openai/deployments/d/images/generations?api-version=1",
        "https://gateway.contoso.com/pictures/openai/v1/", null, "d")]
    [InlineData("https://gateway.contoso.com/pictures", "https://gateway.contoso.com/pictures/openai/v1/")]
    public void An_address_of_Azure_is_understood(
        string address, string baseUri, string? deployment = null, string? imageDeployment = null)
    {
        ServiceAddress read = ServiceAddress.ParseAzure(new Uri(address));

        Assert.Equal(
            (baseUri, deployment, imageDeployment), (read.BaseUri.AbsoluteUri, read.Deployment, read.ImageDeployment));
    }

    [Theory]
    [InlineData("https://api.openai.com", "https://api.openai.com/v1/")]
    [InlineData("https://eu.api.openai.com/", "https://eu.api.openai.com/v1/")]
    [InlineData("https://api.openai.com/v1", "https://api.openai.com/v1/")]
    [InlineData("https://api.openai.com/v1/images/generations", "https://api.openai.com/v1/")]
    [InlineData("https://api.openai.com/v1/images/edits/", "https://api.openai.com/v1/")]
    [InlineData("https://api.openai.com/v1/responses", "https://api.openai.com/v1/")]
    [InlineData("https://api.openai.com/v1/Chat/Completions", "https://api.openai.com/v1/")]
    [InlineData("https://api.openai.com/v1/models", "https://api.openai.com/v1/")]
    [InlineData("https://gateway.contoso.com/v1/acc/openai", "https://gateway.contoso.com/v1/acc/openai/")]
    [InlineData("https://gateway.contoso.com/models", "https://gateway.contoso.com/models/")]
    [InlineData("https://x.openai.azure.com/openai/v1", Root)]
    [InlineData("http://localhost:8080", "http://localhost:8080/")]
    [InlineData("http://localhost:8080/v1/images/generations", "http://localhost:8080/v1/")]
    public void A_base_address_is_understood(string address, string baseUri) =>
        Assert.Equal(baseUri, ServiceAddress.Parse(new Uri(address)).BaseUri.AbsoluteUri);

    [Theory]
    [InlineData("-BaseUri https://gateway.contoso.com/v1?key=secret-123", "from the question mark on")]
    [InlineData("-BaseUri https://gateway.contoso.com/v1?", "from the question mark on")]
    [InlineData("-BaseUri 'https://gateway.contoso.com/v1#secret-123'", "from the # on")]
    [InlineData("-BaseUri https://x.openai.azure.com/openai/v1?api-version=preview", "-AzureEndpoint")]
    [InlineData(
        "-BaseUri https://x.openai.azure.com/openai/deployments/d/images/generations?api-version=1", "-AzureEndpoint")]
    [InlineData("-BaseUri https://x.openai.azure.com/openai/deployments/d/", "-AzureEndpoint")]
    [InlineData("-BaseUri https://platform.openai.com/api-keys", "website")]
    [InlineData("-Compatible -BaseUri http://localhost:8080/v1?key=secret-123", "from the question mark on")]
    [InlineData("-Compatible -BaseUri localhost:8080/v1", "absolute https URL")]
    [InlineData("-AzureEndpoint 'https://x.openai.azure.com/openai/v1?api-version=1&key=secret-123'", "api-version")]
    [InlineData("-AzureEndpoint https://x.openai.azure.com/openai/deployments/d", "-ImageDeployment")]
    [InlineData("-AzureEndpoint https://x.openai.azure.com/openai/images/generations:submit?api-version=1", "resource")]
    [InlineData("-AzureEndpoint 'https://portal.azure.com/#@tenant/resource'", "website")]
    [InlineData("-AzureEndpoint https://api.openai.com/v1", "-BaseUri")]
    [InlineData("-AzureEndpoint x.openai.azure.com", "absolute https URL")]
    [InlineData(
        "-AzureEndpoint https://x.openai.azure.com/openai/deployments/d/images/edits -ImageDeployment e", "'d'")]
    public void What_cannot_be_understood_is_refused_by_Connect_with_what_to_do(string parameters, string words)
    {
        using ModuleSession session = new();

        RunResult result = session.Run($"Connect-AIImageService {parameters} -ApiKey {LoopbackService.Key}");

        Assert.Equal("InvalidRequest", result.ErrorId);
        Assert.Contains(words, result.Error.ToString());
        Assert.DoesNotContain("secret-123", result.Error.ToString());
        Assert.DoesNotContain(session.Run("Get-AIImageService").Output, service => service.ToString().Contains('.'));
    }

    [Fact]
    public async Task A_deployment_of_the_address_makes_the_images()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = new();
        string root = service.BaseUri.GetLeftPart(UriPartial.Authority);

        string pasted = $"{root}/openai/deployments/Pictures/images/generations?api-version=2025-04-01-preview";

        session.Run(
            $"Connect-AIImageService -ApiKey {LoopbackService.Key} -Deployment chat -AzureEndpoint '{pasted}'; "
            + "New-AIImage x").ThrowIfFailed();

        ReceivedRequest sent = Assert.Single(service.Requests);
        Assert.Equal("/openai/v1/responses?api-version=preview", sent.Path);
        Assert.Equal("Pictures", sent.Headers["x-ms-oai-image-generation-deployment"]);
    }
}
