using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Reflection;
using ImageGen.Http;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>
/// The variables of the environment by the rules of PowerShell 7: each row is asked of the module and of the
/// framework's own class. The environment is shared, so nothing else runs meanwhile.
/// </summary>
[Collection(nameof(EnvironmentCollection))]
public sealed class EnvironmentProxyTests : IDisposable
{
    private static readonly string[] s_names =
    [
        "http_proxy", "https_proxy", "all_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY",
        "GATEWAY_INTERFACE",
    ];

    private readonly KeptEnvironment _environment = new(s_names);

    public void Dispose() => _environment.Dispose();

    [Theory]
    [InlineData("HTTPS_PROXY=http://p:1", "https://h/", "http://p:1/")]
    [InlineData("HTTPS_PROXY=http://p:1", "http://h/", "")]
    [InlineData("HTTP_PROXY=http://p:1", "http://h/", "http://p:1/")]
    [InlineData("HTTP_PROXY=http://p:1", "https://h/", "")]
    [InlineData("ALL_PROXY=p:1", "http://h/", "http://p:1/")]
    [InlineData("ALL_PROXY=p:1", "https://h/", "http://p:1/")]
    [InlineData("ALL_PROXY=p:1|HTTPS_PROXY=q:1", "https://h/", "http://q:1/")]
    [InlineData("ALL_PROXY=p:1|HTTPS_PROXY=q:port:x", "https://h/", "http://p:1/")]
    [InlineData("HTTPS_PROXY=upper:1|https_proxy=lower:1", "https://h/", "http://lower:1/")]
    [InlineData("ALL_PROXY=upper:1|all_proxy=lower:1", "https://h/", "http://lower:1/")]
    [InlineData("HTTPS_PROXY=upper:1|https_proxy=", "https://h/", "http://upper:1/")]
    [InlineData("HTTP_PROXY=p:1|GATEWAY_INTERFACE=CGI/1.1", "http://h/", "")]
    [InlineData("http_proxy=p:1|GATEWAY_INTERFACE=CGI/1.1", "http://h/", "http://p:1/")]
    [InlineData("HTTPS_PROXY=p.corp", "https://h/", "http://p.corp/")]
    [InlineData("HTTPS_PROXY=https://p.corp", "https://h/", "https://p.corp/")]
    [InlineData("HTTPS_PROXY=socks5://p.corp:1080", "https://h/", "socks5://p.corp:1080/")]
    [InlineData("HTTPS_PROXY=socks5h://p.corp:1080", "https://h/", "")]
    [InlineData("HTTPS_PROXY=http://[::1]", "https://h/", "http://[::1]/")]
    [InlineData("HTTPS_PROXY=http://p:99999", "https://h/", "")]
    [InlineData("HTTPS_PROXY=http://p:31x", "https://h/", "http://p:31/")]
    [InlineData("HTTPS_PROXY= http://p:1", "https://h/", "")]
    [InlineData("HTTPS_PROXY=http://u:p@s@p:1/x?y", "https://h/", "http://p:1/ |u|p@s")]
    [InlineData("HTTPS_PROXY=u:p/a?s#s@p:1", "https://h/", "http://p:1/ |u|p/a?s#s")]
    [InlineData("HTTPS_PROXY=http://u%40v:p%2Fw%25@p:1", "https://h/", "http://p:1/ |u@v|p/w%")]
    [InlineData(@"HTTPS_PROXY=http://dom\u:pw@p:1", "https://h/", "http://p:1/ dom|u|pw")]
    [InlineData("HTTPS_PROXY=http://dom%5Cu@p:1", "https://h/", "http://p:1/ dom|u|")]
    [InlineData("HTTPS_PROXY=a:b@p:1|HTTP_PROXY=c:d@q:1", "https://h/", "http://p:1/ |a|b")]
    [InlineData("HTTPS_PROXY=a:b@p:1|HTTP_PROXY=c:d@q:1", "http://h/", "http://q:1/ |c|d")]
    [InlineData("ALL_PROXY=p:1|NO_PROXY=openai.com", "https://api.openai.com/", "http://p:1/")]
    [InlineData("ALL_PROXY=p:1|NO_PROXY=openai.com", "https://OPENAI.com/", "")]
    [InlineData("ALL_PROXY=p:1|NO_PROXY=.openai.com", "https://api.openai.com/", "")]
    [InlineData("ALL_PROXY=p:1|NO_PROXY=.OpenAI.com", "https://openai.com/", "")]
    [InlineData("ALL_PROXY=p:1|NO_PROXY=.openai.com", "https://notopenai.com/", "http://p:1/")]
    [InlineData("ALL_PROXY=p:1|NO_PROXY= x , .openai.com ,,", "https://api.openai.com/", "")]
    [InlineData("ALL_PROXY=p:1|NO_PROXY=x;h", "https://h/", "http://p:1/")]
    [InlineData("ALL_PROXY=p:1|NO_PROXY=*", "https://h/", "http://p:1/")]
    [InlineData("ALL_PROXY=p:1|NO_PROXY=*.openai.com", "https://api.openai.com/", "http://p:1/")]
    [InlineData("ALL_PROXY=p:1|NO_PROXY=h:443", "https://h/", "http://p:1/")]
    [InlineData("ALL_PROXY=p:1|NO_PROXY=10.0.0.0/8", "http://10.0.0.1/", "http://p:1/")]
    [InlineData("ALL_PROXY=p:1|NO_PROXY=127.0.0.1", "http://127.0.0.1:8/", "")]
    [InlineData("ALL_PROXY=p:1|NO_PROXY=[::1]", "http://[::1]:8/", "")]
    [InlineData("ALL_PROXY=p:1|NO_PROXY=::1", "http://[::1]:8/", "http://p:1/")]
    [InlineData("ALL_PROXY=p:1|NO_PROXY=h|no_proxy=x", "https://h/", "http://p:1/")]
    [InlineData("ALL_PROXY=p:1|NO_PROXY=h|no_proxy=", "https://h/", "http://p:1/")]
    [InlineData("NO_PROXY=h", "https://h/", "")]
    public void The_rules_are_those_of_the_framework(string variables, string destination, string expected)
    {
        foreach (string[] pair in variables.Split('|').Select(variable => variable.Split('=', 2)))
        {
            Environment.SetEnvironmentVariable(pair[0], pair[1]);
        }

        EnvironmentProxy own = new(Environment.GetEnvironmentVariable, () => null);

        Assert.Equal(expected, Describe(own, new Uri(destination)));
        Assert.Equal(expected, Describe(OfFramework(), new Uri(destination)));
    }

    [Fact]
    public void A_change_counts_at_once()
    {
        EnvironmentProxy proxy = new(Environment.GetEnvironmentVariable, () => new WebProxy("http://system:1"));
        Uri service = new("https://h/");
        Assert.Equal("http://system:1/", Describe(proxy, service));

        Environment.SetEnvironmentVariable("HTTPS_PROXY", "u:pw@p:1");

        Assert.Equal("http://p:1/ |u|pw", Describe(proxy, service));
    }

    [Theory]
    [InlineData("HTTPS_PROXY=u:pw@p:1", "http://p:1/ |given|secret")]
    [InlineData("HTTPS_PROXY=p:1", "http://p:1/ |given|secret")]
    [InlineData("NO_PROXY=x", "http://system:1/ |given|secret")]
    public void A_credential_that_is_given_takes_precedence(string variable, string expected)
    {
        Environment.SetEnvironmentVariable(variable.Split('=')[0], variable.Split('=')[1]);
        EnvironmentProxy proxy = new(
            Environment.GetEnvironmentVariable,
            () => new WebProxy("http://system:1"),
            new NetworkCredential("given", "secret"));

        Assert.Equal(expected, Describe(proxy, new Uri("https://h/")));
    }

    [Fact]
    public void Another_proxy_is_not_told_the_credential_of_the_environment()
    {
        Environment.SetEnvironmentVariable("HTTPS_PROXY", "u:pw@p:1");
        EnvironmentProxy proxy = new(Environment.GetEnvironmentVariable, () => null);

        Assert.Null(proxy.GetCredential(new Uri("http://other:1"), "Basic"));
    }

    private static string Describe(IWebProxy? proxy, Uri destination)
    {
        if (proxy is null || proxy.IsBypassed(destination)) return string.Empty;

        Uri address = proxy.GetProxy(destination)!;
        NetworkCredential? credential = proxy.Credentials?.GetCredential(address, "Basic");
        string bare = new UriBuilder(address) { UserName = string.Empty, Password = string.Empty }.Uri.AbsoluteUri;
        return credential is null ? bare : $"{bare} {credential.Domain}|{credential.UserName}|{credential.Password}";
    }

    /// <summary>What the framework makes of the environment now; it would remember it for the process.</summary>
    private static IWebProxy? OfFramework()
    {
        MethodInfo create = typeof(HttpClient).Assembly.GetType("System.Net.Http.HttpEnvironmentProxy")!
            .GetMethod("TryCreate", BindingFlags.Public | BindingFlags.Static)!;
        object?[] arguments = [null];
        create.Invoke(null, arguments);
        return (IWebProxy?)arguments[0];
    }
}
