using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Http;
using ImageGen.Service;
using ImageGen.Tests.Commands;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Dialects;

/// <summary>The services that give a machine its token: they start, are updated, or are not there.</summary>
[Collection(nameof(EnvironmentCollection))]
public sealed class MetadataServiceTests : IDisposable
{
    private readonly KeptEnvironment _environment = new(
        [
            "IDENTITY_ENDPOINT", "IDENTITY_HEADER", "IMDS_ENDPOINT", "AZURE_FEDERATED_TOKEN_FILE", "MSI_ENDPOINT",
            "MSI_SECRET", "AZURE_POD_IDENTITY_AUTHORITY_HOST",
        ]);

    private readonly StillClock _clock = new();

    public void Dispose() => _environment.Dispose();

    [Theory]
    [InlineData(404)]
    [InlineData(410)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_metadata_service_that_is_not_ready_is_asked_again(int status)
    {
        int asked = 0;
        await using LoopbackService service = await LoopbackService.StartAsync((context, _) => ++asked < 4
            ? LoopbackService.WriteJsonAsync(context, "{}", status, ("Retry-After", "0"))
            : LoopbackService.WriteJsonAsync(context, """{"access_token":"token-1"}"""));
        Environment.SetEnvironmentVariable("AZURE_POD_IDENTITY_AUTHORITY_HOST", RootOf(service));

        Assert.Equal("token-1", Ask().Reveal());
        Assert.Equal(4, service.Requests.Count);
    }

    [Theory]
    [InlineData(400, 1, "answered 400: 'No identity'")]
    [InlineData(403, 1, "answered 403: 'No identity'")]
    [InlineData(503, 6, "answered 503 after 5 retries: 'No identity'")]
    public async Task What_does_not_pass_ends(int status, int times, string told)
    {
        await using LoopbackService service = await LoopbackService.StartAsync((context, _) =>
            LoopbackService.WriteJsonAsync(context, """{"error":"No identity"}""", status, ("Retry-After", "0")));
        Environment.SetEnvironmentVariable("AZURE_POD_IDENTITY_AUTHORITY_HOST", RootOf(service));

        Assert.Contains(told, Assert.Throws<AIImageException>(() => Ask()).Message);
        Assert.Equal(times, service.Requests.Count);
    }

    [Fact]
    public async Task The_pauses_before_it_is_asked_again_are_those_of_its_policy()
    {
        int asked = 0;
        await using LoopbackService service = await LoopbackService.StartAsync((context, _) => ++asked < 4
            ? LoopbackService.WriteJsonAsync(context, "{}", 410)
            : LoopbackService.WriteJsonAsync(context, """{"access_token":"token-1"}"""));
        Environment.SetEnvironmentVariable("AZURE_POD_IDENTITY_AUTHORITY_HOST", RootOf(service));

        Assert.Equal("token-1", Ask().Reveal());
        Assert.InRange(_clock.Elapsed.TotalSeconds, 0.8 * (3 + 6 + 12), 3 + 6 + 12);
    }

    [Fact]
    public async Task A_wait_ends_when_it_is_stopped()
    {
        using CancellationTokenSource stop = new();
        await using LoopbackService service = await LoopbackService.StartAsync(async (context, _) =>
        {
            await LoopbackService.WriteJsonAsync(context, "{}", 503, ("Retry-After", "100"));
            stop.Cancel();
        });
        Environment.SetEnvironmentVariable("AZURE_POD_IDENTITY_AUTHORITY_HOST", RootOf(service));

        Assert.ThrowsAny<OperationCanceledException>(() => Ask(null, SystemClock.Instance, stop.Token));
        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task One_that_takes_the_request_and_says_nothing_is_waited_for_15_seconds()
    {
        await using LoopbackService service = await LoopbackService.StartAsync((context, _) =>
            _clock.RunWhileQuietAsync(context.RequestAborted));
        Environment.SetEnvironmentVariable("AZURE_POD_IDENTITY_AUTHORITY_HOST", RootOf(service));

        AIImageException refused = Assert.Throws<AIImageException>(() => Ask());

        Assert.Contains("did not answer within 15 seconds", refused.Message);
        Assert.Equal(15, _clock.Elapsed.TotalSeconds);
    }

    [Fact]
    public async Task Where_nothing_answers_the_wait_is_short_and_nothing_is_sent()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux drops connections to a full queue.");
        using Socket full = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(0);
        using TcpClient first = new();
        await first.ConnectAsync((IPEndPoint)full.LocalEndPoint!, TestContext.Current.CancellationToken);

        Uri address = new($"http://{full.LocalEndPoint}/");
        Assert.False(await Reachability.CheckAsync(
            address, TimeSpan.FromMilliseconds(1), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Where_nothing_listens_the_error_says_so()
    {
        Environment.SetEnvironmentVariable("AZURE_POD_IDENTITY_AUTHORITY_HOST", "http://127.0.0.1:1");

        AIImageException refused = Assert.Throws<AIImageException>(() => Ask());

        Assert.Contains("http://127.0.0.1:1/metadata/identity/oauth2/token cannot be reached", refused.Message);
        Assert.Contains("-AzureCli", refused.Advice);
    }

    [Fact]
    public async Task Cloud_shell_is_asked_with_a_form_and_has_one_identity()
    {
        await using LoopbackService service = await LoopbackService.StartAsync((context, _) =>
            LoopbackService.WriteJsonAsync(context, """{"access_token":"token-1"}"""));
        Environment.SetEnvironmentVariable("MSI_ENDPOINT", $"{RootOf(service)}/oauth2/token");

        Assert.Equal("token-1", Ask().Reveal());

        ReceivedRequest sent = Assert.Single(service.Requests);
        Assert.Equal(("POST", "true"), (sent.Method, sent.Headers["Metadata"]));
        Assert.Equal("resource=https%3A%2F%2Fcognitiveservices.azure.com", sent.Text);
        Assert.Contains("Omit -ClientId", Assert.Throws<AIImageException>(() => Ask("id-7")).Message);
    }

    private ServiceKey Ask(string? clientId = null, IClock? clock = null, CancellationToken stop = default)
    {
        AccessToken token = new ManagedIdentity(
            clientId, "https://cognitiveservices.azure.com/.default", proxy: null, arcFolder: null, clock ?? _clock)
            .Token;
        token.Refresh(DateTimeOffset.UtcNow, stop);
        return token.Current!;
    }

    private static string RootOf(LoopbackService service) => service.BaseUri.GetLeftPart(UriPartial.Authority);
}
