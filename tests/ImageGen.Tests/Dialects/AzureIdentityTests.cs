using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Tests.Commands;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Dialects;

/// <summary>Azure without a key. Where to ask stands in the environment, which is shared.</summary>
[Collection(nameof(EnvironmentCollection))]
public sealed class AzureIdentityTests : IDisposable
{
    private const string Token = "eyJ0b2tlbg.secret-of-the-identity";
    private const string Proof = "header-or-assertion-that-is-secret";

    private static readonly string[] s_names =
    [
        "IDENTITY_ENDPOINT", "IDENTITY_HEADER", "AZURE_FEDERATED_TOKEN_FILE", "AZURE_CLIENT_ID", "AZURE_TENANT_ID",
        "AZURE_AUTHORITY_HOST", "AZURE_POD_IDENTITY_AUTHORITY_HOST", "IMDS_ENDPOINT", "MSI_ENDPOINT", "MSI_SECRET",
    ];

    private readonly KeptEnvironment _environment = new(s_names, "PATH");

    public void Dispose() => _environment.Dispose();

    [Theory]
    [InlineData("machine")]
    [InlineData("app")]
    [InlineData("workload")]
    public async Task Each_place_is_asked_in_its_own_way_and_once_while_its_token_is_good(string place)
    {
        await using LoopbackService service = await ServiceOf((sent, n) => Answer($"{Token}-{n}", 3600));
        using ModuleSession session = Connect(service, "-ManagedIdentity -ClientId id-7");
        Place(place, service, session);

        RunResult result = session.Run("'a', 'b' | New-AIImage -Verbose -Debug; Get-AIImageService").ThrowIfFailed();

        ReceivedRequest asked = Assert.Single(service.Requests, IsForToken);
        Assert.All(
            service.Requests.Where(sent => !IsForToken(sent)),
            sent => Assert.Equal($"Bearer {Token}-1", sent.Headers["Authorization"]));
        Assert.Equal(3, service.Requests.Count);
        if (place == "machine")
        {
            Assert.Equal("true", asked.Headers["Metadata"]);
            Assert.Contains("resource=https%3A%2F%2Fcognitiveservices.azure.com&client_id=id-7", asked.Path);
        }
        else if (place == "app")
        {
            Assert.Equal(Proof, asked.Headers["X-IDENTITY-HEADER"]);
            Assert.Contains("resource=https%3A%2F%2Fcognitiveservices.azure.com&client_id=id-7", asked.Path);
        }
        else
        {
            Assert.Equal("/tenant-1/oauth2/v2.0/token", asked.Path);
            Assert.Contains($"client_assertion={Proof}", asked.Text);
            Assert.Contains("scope=https%3A%2F%2Fcognitiveservices.azure.com%2F.default", asked.Text);
            Assert.Contains("client_id=id-7", asked.Text);
        }

        AssertSecret(result);
    }

    [Theory]
    [InlineData("machine")]
    [InlineData("app")]
    [InlineData("workload")]
    public async Task A_refusal_says_who_was_asked_and_what_it_said_and_no_secret(string place)
    {
        await using LoopbackService service = await ServiceOf(
            (_, _) => (400, $$"""{"error":"bad","error_description":"No identity \u001b[31mhere for {{Proof}}"}"""));
        using ModuleSession session = Connect(service, "-ManagedIdentity");
        Place(place, service, session);

        RunResult result = session.Run("'a', 'b' | New-AIImage -Verbose -Debug");

        Assert.Equal(2, result.Errors.Count);
        Assert.All(result.Errors, error => Assert.StartsWith("AuthenticationFailed", error.FullyQualifiedErrorId));
        Assert.All(result.Errors, error => Assert.DoesNotContain("key", error.ErrorDetails.RecommendedAction));
        Assert.Contains("answered 400", result.Errors[0].ToString());
        Assert.Contains("No identity", result.Errors[0].ToString());
        Assert.DoesNotContain('\u001b', result.Errors[0].ToString());
        Assert.Single(service.Requests);
        if (place != "machine") AssertSecret(result);
    }

    [Fact]
    public async Task A_token_that_ends_or_is_refused_is_replaced()
    {
        int refused = 0;
        await using LoopbackService service = await ServiceOf(
            (_, n) => Answer($"{Token}-{n}", n == 1 ? 60 : 3600),
            sent => sent.Headers["Authorization"].EndsWith("-2", StringComparison.Ordinal) && refused++ == 0);
        using ModuleSession session = Connect(service, "-ManagedIdentity");
        Place("machine", service, session);

        session.Run("'a', 'b' | New-AIImage").ThrowIfFailed();

        Assert.Equal(3, service.Requests.Count(IsForToken));
        Assert.Equal(
            [$"Bearer {Token}-1", $"Bearer {Token}-2", $"Bearer {Token}-3"],
            service.Requests.Where(sent => !IsForToken(sent)).Select(sent => sent.Headers["Authorization"]));
    }

    [Theory]
    [InlineData("-ManagedIdentity -AzureCli", "Use only one")]
    [InlineData("-AzureCli -ApiKey sk-something-long", "Use only one")]
    [InlineData("-AzureCli -ClientId x", "-ClientId")]
    [InlineData("-AzureCli -Scope 'x & calc'", "-Scope")]
    [InlineData("-AzureCli -Scope '--debug'", "-Scope")]
    public void What_does_not_fit_together_is_refused(string parameters, string told)
    {
        using ModuleSession session = new();

        RunResult result = session.Run(
            $"Connect-AIImageService -AzureEndpoint https://x.openai.azure.com {parameters}");

        Assert.Equal("InvalidRequest", result.ErrorId);
        Assert.Contains(told, result.Error.ToString());
    }

    [Theory]
    [InlineData("echo '{\"accessToken\":\"" + Token + "-1\",\"expires_on\":4102444800}'", null)]
    [InlineData("echo '{\"accessToken\":\"" + Token + "-1\",\"expiresOn\":\"2090-01-01 00:00:00.000000\"}'", null)]
    [InlineData("echo 'Please run az login' >&2; exit 1", "Please run az login")]
    [InlineData("echo '" + Token + "'", "contains no token")]
    public async Task The_azure_cli_gives_a_token_or_says_why_not(string script, string? told)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The CLI of this test is a script for sh.");
        await using LoopbackService service = await ServiceOf((_, _) => Answer("never", 1));
        using ModuleSession session = Connect(service, "-AzureCli");
        string cli = session.PathOf("az");
        File.WriteAllText(cli, $"#!/bin/sh\necho \"$@\" > '{session.PathOf("arguments")}'\n{script}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(cli, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Environment.SetEnvironmentVariable("PATH", session.Folder);

        RunResult result = session.Run("New-AIImage a -Verbose -Debug");

        Assert.Equal(
            "account get-access-token --scope https://cognitiveservices.azure.com/.default --output json",
            File.ReadAllText(session.PathOf("arguments")).Trim());
        if (told is null)
        {
            Assert.Equal($"Bearer {Token}-1", Assert.Single(service.Requests).Headers["Authorization"]);
        }
        else
        {
            Assert.Equal("AuthenticationFailed", result.ErrorId);
            Assert.Contains(told, result.Error.ToString());
            Assert.Empty(service.Requests);
        }

        AssertSecret(result);
    }

    [Fact]
    public async Task Without_a_cli_the_error_says_so()
    {
        await using LoopbackService service = await ServiceOf((_, _) => Answer("never", 1));
        using ModuleSession session = Connect(service, "-AzureCli");
        Environment.SetEnvironmentVariable("PATH", session.Folder);

        Assert.Contains("was not found in PATH", session.Run("New-AIImage a").Error.ToString());
    }

    private static (int, string) Answer(string token, int seconds) =>
        (200, $$"""{"access_token":"{{token}}","expires_in":"{{seconds}}","token_type":"Bearer"}""");

    private static bool IsForToken(ReceivedRequest sent) => sent.Path.Contains("token", StringComparison.Ordinal);

    private static async Task<LoopbackService> ServiceOf(
        Func<ReceivedRequest, int, (int Status, string Json)> token, Func<ReceivedRequest, bool>? isRefused = null)
    {
        int asked = 0;
        return await LoopbackService.StartAsync(async (context, sent) =>
        {
            (int status, string json) = IsForToken(sent) ? token(sent, ++asked)
                : isRefused?.Invoke(sent) == true ? (401, Samples.Error("Expired.", "401"))
                : (200, Samples.Response());
            await LoopbackService.WriteJsonAsync(context, json, status);
        });
    }

    private static ModuleSession Connect(LoopbackService service, string credential)
    {
        const string deployments = "-Deployment c -ImageDeployment p";
        ModuleSession session = new();
        session.Run($"Connect-AIImageService -AzureEndpoint {RootOf(service)} {deployments} {credential}")
            .ThrowIfFailed();
        return session;
    }

    private static string RootOf(LoopbackService service) => service.BaseUri.GetLeftPart(UriPartial.Authority);

    private static void Place(string place, LoopbackService service, ModuleSession session)
    {
        string root = RootOf(service);
        if (place == "machine") Environment.SetEnvironmentVariable("AZURE_POD_IDENTITY_AUTHORITY_HOST", root);
        if (place == "app")
        {
            Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", $"{root}/msi/token");
            Environment.SetEnvironmentVariable("IDENTITY_HEADER", Proof);
        }

        if (place != "workload") return;

        File.WriteAllText(session.PathOf("assertion"), Proof + "\n");
        Environment.SetEnvironmentVariable("AZURE_FEDERATED_TOKEN_FILE", session.PathOf("assertion"));
        Environment.SetEnvironmentVariable("AZURE_TENANT_ID", "tenant-1");
        Environment.SetEnvironmentVariable("AZURE_CLIENT_ID", "id-of-the-environment");
        Environment.SetEnvironmentVariable("AZURE_AUTHORITY_HOST", root);
    }

    private static void AssertSecret(RunResult result)
    {
        string all = string.Join('\n', result.Verbose.Concat(result.Debug).Concat(result.Warnings))
            + string.Join('\n', result.Errors.Select(error => $"{error}{error.Exception}"))
            + string.Join('\n', result.Output.Select(item => item.ToString()));
        Assert.DoesNotContain(Token, all);
        Assert.DoesNotContain(Proof, all);
    }
}
