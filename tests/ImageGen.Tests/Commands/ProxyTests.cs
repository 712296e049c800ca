using System;
using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Threading.Tasks;
using ImageGen.Tests.Faults;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>
/// Which proxy a connection uses, and as whom. The environment decides where nothing is given; it is shared, so nothing
/// else runs meanwhile.
/// </summary>
[Collection(nameof(EnvironmentCollection))]
public sealed class ProxyTests : IAsyncDisposable
{
    private const string Connect =
        "Connect-AIImageService -ApiKey sk-proxy-0123456789 -BaseUri http://service.example/v1 -AllowHttp";

    private static readonly string[] s_names =
    [
        "http_proxy", "https_proxy", "all_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY",
        "GATEWAY_INTERFACE",
    ];

    private readonly KeptEnvironment _environment = new(s_names);

    private readonly ConcurrentQueue<string> _logins = new();
    private readonly ModuleSession _session = new();
    private readonly RawServer _proxy;
    private string _accepted = string.Empty;

    public ProxyTests()
    {
        _proxy = new RawServer(string.Empty, isSecure: false, [ServeAsync]);
    }

    private string Address => _proxy.BaseUri.Authority;

    public async ValueTask DisposeAsync()
    {
        _environment.Dispose();
        _session.Dispose();
        await _proxy.DisposeAsync();
        Assert.Empty(_proxy.Problems);
    }

    [Theory]
    [InlineData("-Proxy http://us%40er:p%2Fw@{0}", "us@er:p/w")]
    [InlineData("-Proxy user:p@ss@{0}", "user:p@ss")]
    [InlineData("-Proxy ([uri] 'http://user:pw@{0}')", "user:pw")]
    [InlineData("-Proxy {0} -ProxyCredential $given", "given:secret")]
    [InlineData("-Proxy http://user:pw@{0} -ProxyCredential $given", "given:secret")]
    public async Task The_proxy_that_is_given_is_used_with_the_user_that_is_given(string parameters, string login)
    {
        await RunAsync(login, $"{Connect} {string.Format(parameters, Address)}");
    }

    [Theory]
    [InlineData("http://user:p%20w@", "", "user:p w")]
    [InlineData("user:pw@", "", "user:pw")]
    [InlineData("", "-ProxyCredential $given", "given:secret")]
    [InlineData("user:pw@", "-ProxyCredential $given", "given:secret")]
    public async Task The_proxy_of_the_environment_is_used_with_the_user_that_is_given_or_its_own(
        string user, string parameters, string login)
    {
        Environment.SetEnvironmentVariable("HTTP_PROXY", user + Address);

        await RunAsync(login, $"{Connect} {parameters}");
    }

    [Fact]
    public async Task What_the_environment_excepts_is_reached_without_its_proxy()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        Environment.SetEnvironmentVariable("ALL_PROXY", Address);
        Environment.SetEnvironmentVariable("NO_PROXY", "127.0.0.1");

        RunResult result = await Run(
            $"Connect-AIImageService -ApiKey sk-proxy-0123456789 -BaseUri {service.BaseUri}; New-AIImage x");

        Assert.Single(result.ThrowIfFailed().Images);
        Assert.Equal(0, _proxy.Connections);
    }

    [Theory]
    [InlineData("", "requires a user name and password")]
    [InlineData("user:hidden@", "rejects the user name or password")]
    public async Task A_proxy_that_does_not_let_a_request_through_is_named_and_asked_once(string user, string words)
    {
        Environment.SetEnvironmentVariable("HTTP_PROXY", user + Address);
        _accepted = "nobody:nothing";

        RunResult result = await Run($"{Connect}; 'one', 'two', 'three' | New-AIImage");

        Assert.Equal(3, result.Errors.Count);
        AIImageException failure = Assert.IsType<AIImageException>(result.Errors[0].Exception);
        Assert.Equal((ErrorIds.AuthenticationFailed, 407), (failure.ErrorId, failure.StatusCode));
        Assert.Contains($"The proxy http://{Address} {words}", failure.Message);
        Assert.Contains("-ProxyCredential", result.Errors[0].ErrorDetails.RecommendedAction);
        Assert.Equal(user.Length == 0 ? 0 : 1, _logins.Count);
        Assert.Empty(new OutputText(result, []).Holding("hidden"));
    }

    [Theory]
    [InlineData("-Proxy 'http://user:hidden@'")]
    [InlineData("-Proxy 'ftp://user:hidden@proxy'")]
    [InlineData("-Proxy 'http://user:hidden@proxy:none'")]
    [InlineData("-Proxy 'no proxy'")]
    [InlineData("-Proxy proxy -ProxyCredential $given -ProxyUseDefaultCredentials")]
    public async Task What_cannot_be_meant_is_refused_by_Connect(string parameters)
    {
        RunResult result = await Run($"{Connect} {parameters}");

        Assert.Equal(ErrorIds.InvalidRequest, result.ErrorId);
        Assert.Contains("roxy", result.Error.ToString());
        Assert.Empty(new OutputText(result, []).Holding("hidden"));
    }

    [Theory]
    [InlineData("-BaseUri 'https://user:hid@den@host/v1'")]
    [InlineData("-BaseUri 'https://user:hid/den@host/v1'")]
    [InlineData("-BaseUri 'https://user:hidden@host/v1'")]
    [InlineData("-AzureEndpoint 'https://user:hid@den@host'")]
    public async Task A_base_address_with_a_password_is_refused_without_being_repeated(string parameters)
    {
        RunResult result = await Run($"Connect-AIImageService -ApiKey sk-proxy-0123456789 {parameters}");

        Assert.Equal(ErrorIds.InvalidRequest, result.ErrorId);
        Assert.Empty(new OutputText(result, []).Holding("hid"));
    }

    [Fact]
    public async Task The_credential_of_the_current_user_can_be_used()
    {
        RunResult result = await Run($"{Connect} -Proxy {Address} -ProxyUseDefaultCredentials -PassThru");

        AIImageService service = Assert.IsType<AIImageService>(result.ThrowIfFailed().Output[0].BaseObject);
        Assert.Same(CredentialCache.DefaultNetworkCredentials, service.Connection.ProxyCredential);
    }

    private async Task RunAsync(string login, string connect)
    {
        _accepted = login;

        RunResult result = await Run($"{connect}; New-AIImage x");

        Assert.Single(result.ThrowIfFailed().Images);
        Assert.Equal([login], _logins);
        Assert.Empty(new OutputText(result, []).Holding(login.Split(':')[1]));
    }

    private Task<RunResult> Run(string script) => Task.Run(() => _session.Run(
        $"$VerbosePreference = $DebugPreference = 'Continue'\n{script}",
        ("given", new System.Management.Automation.PSCredential(
            "given", new NetworkCredential(string.Empty, "secret").SecurePassword)))).Soon();

    /// <summary>Lets only the accepted user through, to a service that answers well.</summary>
    private async Task ServeAsync(RawConnection connection, string folder)
    {
        const string header = "\r\nProxy-Authorization: Basic ";
        await connection.ReadRequestAsync();
        int at = connection.Head.IndexOf(header, StringComparison.Ordinal);
        string? login = at < 0
            ? null
            : Encoding.UTF8.GetString(Convert.FromBase64String(connection.Head[(at + header.Length)..].Split('\r')[0]));
        if (login is not null) _logins.Enqueue(login);
        await connection.WriteAsync(login == _accepted
            ? RawAnswer.Of(200, Samples.Response())
            : RawAnswer.Of(407, $"<html>{login}</html>", "Proxy-Authenticate: Basic realm=\"proxy\""));
    }
}
