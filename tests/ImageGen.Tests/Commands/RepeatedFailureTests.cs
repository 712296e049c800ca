using System;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>Failures of the way to the service that can only repeat: they are met once and end the run.</summary>
public sealed class RepeatedFailureTests
{
    private const string Rows =
        "1..5 | ForEach-Object { \"boat $_\" } | New-AIImage -MaximumRetryCount 2 -ThrottleLimit ";

    public static TheoryData<string, int, string, int> Unaccepted => new()
    {
        { "127.0.0.1", 30, "its certificate authority is not in ", 1 },
        { "127.0.0.1", 30, "its certificate authority is not in ", 4 },
        { "127.0.0.1", -3, "it expired on ", 1 },
        { "elsewhere.example", 30, "it is for elsewhere.example, not for 127.0.0.1", 1 },
    };

    [Theory]
    [MemberData(nameof(Unaccepted))]
    public async Task A_certificate_that_is_not_accepted_is_seen_once(string host, int days, string cause, int limit)
    {
        X509Certificate2 certificate = Certificates.Create(host, days);
        await using RawServer server = new(
            string.Empty, isSecure: true, [(connection, _) => connection.AuthenticateAsync(certificate)]);
        using ModuleSession session = ModuleSession.With(server.BaseUri);
        session.Clock = new StillClock();

        RunResult result = await Task.Run(() => session.Run(Rows + limit)).Soon();

        AssertRepeated(result, "ConnectionFailed", ErrorCategory.ConnectionError);
        Assert.Contains(cause, result.Errors[0].ToString());
        Assert.Contains($"Subject 'CN={host}', issuer 'CN={host}'", result.Errors[0].ToString());
        Assert.Equal(1, server.Connections);
        string action = result.Errors[0].ErrorDetails.RecommendedAction;
        Assert.Equal(OperatingSystem.IsLinux(), action.Contains("SSL_CERT_FILE", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("-BaseUri https://images.example.invalid/v1 -ApiKey sk-test-0123456789", 1)]
    [InlineData("-BaseUri https://images.example.invalid/v1 -ApiKey sk-test-0123456789", 5)]
    [InlineData("-Compatible -BaseUri http://images.example.invalid/v1", 1)]
    [InlineData("-Compatible -BaseUri http://images.example.invalid/v1", 5)]
    public async Task A_proxy_is_given_a_wrong_password_once(string service, int limit)
    {
        int logins = 0;
        StillClock clock = new();
        GatewayAnswer page = GatewayAnswer.Squid(407, "ERR_CACHE_ACCESS_DENIED", "Cache Access Denied.", "none");
        await using RawServer proxy = new(string.Empty, isSecure: false, [async (connection, _) =>
        {
            await connection.ReadRequestAsync();

            // All that run at the same time have begun before the first of them is answered.
            await clock.BecomeQuietAsync(CancellationToken.None);
            if (connection.Head.Contains("\r\nProxy-Authorization: Basic ", StringComparison.OrdinalIgnoreCase))
            {
                Interlocked.Increment(ref logins);
            }

            await connection.WriteAsync(RawAnswer.Of(
                407, page.Body, page.HeaderLines("Proxy-Authenticate: Basic realm=\"Squid proxy\"")));
        }]);
        using ModuleSession session = new() { Clock = clock };

        RunResult result = await Task.Run(() => session.Run(
            $"Connect-AIImageService {service} -Proxy $proxy -ProxyCredential $credential -Name {Guid.NewGuid():N}\n"
            + $"{Rows}{limit}",
            ("proxy", new Uri(proxy.BaseUri, "/")),
            ("credential", new PSCredential("ann", new NetworkCredential("", "wrong-password").SecurePassword))))
            .Soon();

        AssertRepeated(result, "AuthenticationFailed", ErrorCategory.AuthenticationError);
        Assert.Contains("roxy", result.Errors[0].ToString());
        Assert.Contains("rejects the user name or password", result.Errors[0].ToString());
        Assert.Contains("-ProxyCredential", result.Errors[0].ErrorDetails.RecommendedAction);
        Assert.All(result.Errors, error => Assert.DoesNotContain("wrong-password", error.Exception.ToString()));
        Assert.Equal(1, logins);

        // The user may have mended the account.
        await Task.Run(() => session.Run(Rows + limit)).Soon();
        Assert.Equal(2, logins);
    }

    [Fact]
    public void A_connection_that_is_refused_says_where_to()
    {
        using AbsentServer nobody = new();
        using ModuleSession session = ModuleSession.With(nobody.BaseUri);

        RunResult result = session.Run("New-AIImage x -MaximumRetryCount 0");

        Assert.Equal("ConnectionFailed", result.ErrorId);
        Assert.StartsWith($"The connection to 127.0.0.1:{nobody.Port} failed: ", result.Error.ToString());
    }

    [Fact]
    public void A_proxy_that_is_not_there_is_named()
    {
        using AbsentServer nobody = new();
        using ModuleSession session = new();

        RunResult result = session.Run(
            $"Connect-AIImageService -ApiKey sk-test-0123456789 -BaseUri https://images.example.invalid/v1 "
            + $"-Proxy http://127.0.0.1:{nobody.Port} -Name {Guid.NewGuid():N}\nNew-AIImage x -MaximumRetryCount 0");

        Assert.Equal("ConnectionFailed", result.ErrorId);
        Assert.StartsWith($"The connection to the proxy 127.0.0.1:{nobody.Port} failed: ", result.Error.ToString());
    }

    private static void AssertRepeated(RunResult result, string errorId, ErrorCategory category)
    {
        Assert.Null(result.Thrown);
        Assert.Equal(5, result.Errors.Count);
        Assert.All(result.Errors, error => Assert.StartsWith(errorId + ",", error.FullyQualifiedErrorId));
        Assert.All(result.Errors, error => Assert.Equal(category, error.CategoryInfo.Category));
        Assert.Equal(
            4,
            result.Errors.Count(
                error => error.Exception.Message.StartsWith("Nothing was sent", StringComparison.Ordinal)));
        Assert.Equal(
            ["boat 1", "boat 2", "boat 3", "boat 4", "boat 5"],
            result.Errors.Select(error => error.TargetObject.ToString()).Order());
    }
}
