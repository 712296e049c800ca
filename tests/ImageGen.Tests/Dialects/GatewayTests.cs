using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using ImageGen.Http;
using ImageGen.Service;
using ImageGen.Tests.Commands;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Dialects;

/// <summary>What a company's gateway requires besides the key.</summary>
[Collection(nameof(EnvironmentCollection))]
public sealed class GatewayTests
{
    private const string Secret = "subscription-0123456789";
    private const string QuerySecret = "tenant code/42&x";

    [Fact]
    public async Task Headers_and_query_travel_with_each_request_and_are_shown_nowhere()
    {
        await using LoopbackService service = await LoopbackService.StartAsync((context, sent) =>
            sent.Text.Contains("fail", StringComparison.Ordinal)
                ? LoopbackService.WriteJsonAsync(
                    context, Samples.Error(
                        $"Echo {Secret} of {QuerySecret} and {Uri.EscapeDataString(QuerySecret)}"), 400,
                    ("x-request-id", Secret))
                : LoopbackService.WriteJsonAsync(context, Samples.Response()));
        using ModuleSession session = new();
        session.Run(
            "Connect-AIImageService -ApiKey sk-test-0123456789abcdef -BaseUri $base -Project $project -Query @{ "
            + "code = $q } "
            + "-Header @{ 'X-Subscription' = $s; 'X-Number' = 7 }",
            ("base", service.BaseUri), ("s", new NetworkCredential("", Secret).SecurePassword), ("q", QuerySecret),
            ("project", ModuleSession.NewProject())).ThrowIfFailed();

        RunResult result = session.Run(
            "New-AIImage fox -OutFile fox.png -Sidecar -Verbose -Debug; New-AIImage fail -Verbose -Debug; "
            + "Get-AIImageService "
            + "| ForEach-Object { $_; $_.PSObject.Properties | ForEach-Object { \"$($_.Name) = $($_.Value)\" } }");

        Assert.Equal(2, service.Requests.Count);
        Assert.All(service.Requests, sent =>
        {
            Assert.Equal(Secret, sent.Headers["X-Subscription"]);
            Assert.Equal("7", sent.Headers["X-Number"]);
            Assert.EndsWith("?code=tenant%20code%2F42%26x", sent.Path);
        });
        Assert.Contains("Echo [key] of [key]", result.Error.ToString());
        string all = string.Join('\n', result.Verbose.Concat(result.Debug).Concat(result.Warnings))
            + $"{result.Error}{result.Error.Exception}{result.Error.ErrorDetails}"
            + string.Join('\n', result.Output.Select(item => item.ToString()))
            + string.Join('\n', session.AllFiles().Where(file => file.EndsWith(".json", StringComparison.Ordinal))
                .Select(File.ReadAllText));
        Assert.All(
            [Secret, QuerySecret, Uri.EscapeDataString(QuerySecret)], value => Assert.DoesNotContain(value, all));
    }

    [Theory]
    [InlineData("Authorization", "Basic abc", "conflicts with the key")]
    [InlineData("api-KEY", "abc", "conflicts with the key")]
    [InlineData("Content-Type", "text/plain", "The module sets")]
    [InlineData("host", "example.com", "The module sets")]
    [InlineData("transfer-encoding", "chunked", "The module sets")]
    [InlineData("OpenAI-Project", "x", "The module sets")]
    [InlineData("X-A", "one\r\nX-B: two", "line break")]
    [InlineData("X-A", "ümlaut", "character")]
    [InlineData("X A", "one", "not a valid header name")]
    [InlineData("", "one", "not a valid header name")]
    public void A_header_that_cannot_be_added_is_refused_and_its_value_not_shown(string name, string value, string told)
    {
        using ModuleSession session = new();

        RunResult result = session.Run(
            "Connect-AIImageService -ApiKey sk-test-0123456789abcdef -Header @{ $name = $value }",
            ("name", name), ("value", value));

        Assert.Equal("InvalidRequest", result.ErrorId);
        Assert.Contains(told, result.Error.ToString());
        Assert.DoesNotContain(value, result.Error.ToString().Replace("one of", string.Empty));
    }

    [Fact]
    public async Task Authorization_of_ones_own_is_for_a_server_without_a_key()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(
            $$"""{"created":1,"data":[{"b64_json":"{{Samples.PngBase64}}"}]}""");
        using ModuleSession session = new();

        session.Run(
            "Connect-AIImageService -Compatible -BaseUri $base -ImageModel any "
            + "-Header @{ Authorization = 'Basic dXNlcjpwYXNz' }; $null = New-AIImage fox",
            ("base", service.BaseUri)).ThrowIfFailed();

        Assert.Equal("Basic dXNlcjpwYXNz", Assert.Single(service.Requests).Headers["Authorization"]);
    }

    [Fact]
    public async Task A_query_replaces_the_api_version_of_azure()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = new();

        session.Run(
            "Connect-AIImageService -AzureEndpoint $root -Deployment c -ImageDeployment p -ApiKey "
            + "sk-test-0123456789abcdef "
            + "-Query @{ 'api-version' = '2030-01-01' }; $null = New-AIImage fox",
            ("root", service.BaseUri.GetLeftPart(UriPartial.Authority))).ThrowIfFailed();

        Assert.Equal("/openai/v1/responses?api-version=2030-01-01", Assert.Single(service.Requests).Path);
    }

    [Fact]
    public void Secrets_do_not_travel_over_plain_http_to_another_machine()
    {
        using ModuleSession session = new();

        RunResult result = session.Run(
            "Connect-AIImageService -Compatible -BaseUri http://example.com/v1 -Header @{ 'X-Key' = 'secret-1234' }");

        Assert.Equal("InvalidRequest", result.ErrorId);
        Assert.Contains("-AllowHttp", result.Error.ToString());
    }

    [Fact]
    public void The_headers_of_the_environment_are_for_its_own_address_and_are_read_by_line()
    {
        const string name = "OPENAI_CUSTOM_HEADERS";
        using KeptEnvironment environment = new([name, "OPENAI_API_KEY"]);
        IReadOnlyList<KeyValuePair<string, string>> headers =
            GatewayExtras.ParseLines("X-One: a:b\r\n\n X-Two :  two words \n", name);
        Assert.Equal([new("X-One", "a:b"), new("X-Two", "two words")], headers);

        Environment.SetEnvironmentVariable(name, "no header here");
        using ModuleSession session = new();
        session.Run("$env:OPENAI_API_KEY = 'sk-test-0123456789abcdef'");
        Assert.Contains("is not a header", session.Run("Connect-AIImageService -Force").Error.ToString());
        session.Run("Connect-AIImageService -BaseUri https://example.com/v1").ThrowIfFailed();
        session.Run("Connect-AIImageService -ApiKey sk-test-0123456789abcdef -Name own").ThrowIfFailed();
    }

    [Fact]
    public void A_certificate_must_have_its_key()
    {
        using ModuleSession session = new();
        using X509Certificate2 bare = X509CertificateLoader.LoadCertificate(Certificates.SelfSigned.RawData);

        RunResult result = session.Run(
            "Connect-AIImageService -ApiKey sk-test-0123456789abcdef -ClientCertificate $bare", ("bare", bare));
        session.Run(
            "Connect-AIImageService -ApiKey sk-test-0123456789abcdef -Name mtls -ClientCertificate $whole",
            ("whole", Certificates.SelfSigned)).ThrowIfFailed();

        Assert.Equal("InvalidRequest", result.ErrorId);
        Assert.Contains("private key", result.Error.ToString());
    }

    [Fact]
    public void The_connections_of_a_certificate_are_its_own()
    {
        ServiceConnection plain = ServiceConnection.OpenAI(new ServiceSettings());
        ServiceConnection shown = ServiceConnection.OpenAI(new ServiceSettings
        {
            Extras = new GatewayExtras([], [], Certificates.SelfSigned, hasKey: true),
        });

        HttpMessageInvoker transport = Transports.TransportOf(shown);

        Assert.NotSame(Transports.TransportOf(plain), transport);
        Assert.Same(transport, Transports.TransportOf(shown));
        Assert.Same(transport, Transports.TransportTo(new Uri(shown.BaseUri, "images/1.png"), shown));
        Assert.NotSame(transport, Transports.TransportTo(new Uri("https://elsewhere.example/1.png"), shown));
        Assert.False(plain.IsSameAs(shown));
    }
}
