using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using ImageGen.Http;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Client.Http;

/// <summary>The framework's exceptions in words to act on.</summary>
public sealed class ConnectionTroubleTests
{
    private static readonly Uri s_service = new("https://api.example.com/v1/");

    [Theory]
    [InlineData("Connection refused (api.example.com:443)", "The connection to api.example.com:443 failed: Words.")]
    [InlineData("Name not known (API.example.com:443)", "The connection to API.example.com:443 failed: Words.")]
    [InlineData("Connection refused (proxy.corp:3128)", "The connection to the proxy proxy.corp:3128 failed: Words.")]
    [InlineData("Timed out (api.example.com:3128)", "The connection to the proxy api.example.com:3128 failed: Words.")]
    [InlineData("Name or service not known ([::1]:3128)", "The connection to the proxy [::1]:3128 failed: Words.")]
    [InlineData("An error occurred while sending the request.", "The connection failed: Words.")]
    [InlineData("It is odd (so:443) and goes on.", "The connection failed: Words.")]
    public void A_connection_that_is_not_made_says_where_to_and_whether_it_is_the_proxy(string outer, string message)
    {
        ConnectionTrouble trouble = ConnectionTrouble.FromException(
            new HttpRequestException(outer, new IOException("Words.")), s_service);

        Assert.Equal((message, ErrorIds.ConnectionFailed), (trouble.Message, trouble.ErrorId));
        Assert.Equal((false, null), (trouble.IsPermanent, trouble.ProxyStatus));
    }

    [Theory]
    [InlineData("http://127.0.0.1:3128/", "The proxy 127.0.0.1:3128")]
    [InlineData("http://user:p'w@proxy.corp:8080/", "The proxy proxy.corp:8080")]
    [InlineData("somewhere", "The proxy")]
    public void A_proxy_that_refuses_the_password_is_asked_once_without_being_quoted(string proxy, string name)
    {
        ConnectionTrouble trouble = ConnectionTrouble.FromException(Tunnel(proxy, 407), s_service);

        Assert.Equal($"{name} rejects the user name or password.", trouble.Message);
        Assert.Equal((ErrorIds.AuthenticationFailed, 407), (trouble.ErrorId, trouble.ProxyStatus));
        Assert.True(trouble.IsPermanent);
    }

    [Fact]
    public void A_proxy_that_finds_no_way_may_find_one_later()
    {
        ConnectionTrouble trouble = ConnectionTrouble.FromException(Tunnel("http://proxy.corp:8080/", 503), s_service);

        Assert.Equal(
            "The proxy proxy.corp:8080 could not connect to api.example.com:443 (status 503).", trouble.Message);
        Assert.Equal((ErrorIds.ConnectionFailed, false), (trouble.ErrorId, trouble.IsPermanent));
    }

    [Fact]
    public void A_socks_proxy_refuses_a_password_too()
    {
        ConnectionTrouble trouble = ConnectionTrouble.FromException(
            new HttpRequestException("An error.", new IOException("Failed to authenticate with the SOCKS server.")),
            s_service);

        Assert.Equal((ErrorIds.AuthenticationFailed, true), (trouble.ErrorId, trouble.IsPermanent));
    }

    [Fact]
    public void The_framework_of_Windows_PowerShell_tells_it_by_its_status()
    {
        ConnectionTrouble name = Trouble("No name.", WebExceptionStatus.ProxyNameResolutionFailure);
        ConnectionTrouble trust = Trouble("No trust.", WebExceptionStatus.TrustFailure);

        Assert.Equal("The connection to the proxy failed: No name.", name.Message);
        Assert.True(trust.IsPermanent);
    }

    [Fact]
    public void A_certificate_says_whose_it_is_and_what_is_wrong_with_it()
    {
        string unknown = Refuse("127.0.0.1", Certificates.SelfSigned, SslPolicyErrors.RemoteCertificateChainErrors);
        string expired = Refuse(
            "a.example", Certificates.Create("a.example", days: -3), SslPolicyErrors.RemoteCertificateChainErrors);
        string early = Refuse(
            "a.example", Certificates.Create("a.example", days: 90), SslPolicyErrors.RemoteCertificateChainErrors);
        string other = Refuse(
            "b.example", Certificates.Create("a.example", days: 3), SslPolicyErrors.RemoteCertificateNameMismatch);

        Assert.Contains("The certificate of 127.0.0.1 is not accepted: its certificate authority is not in ", unknown);
        Assert.Contains("Subject 'CN=127.0.0.1', issuer 'CN=127.0.0.1'.", unknown);
        Assert.Contains($"it expired on {DateTime.Now.AddDays(-3):yyyy-MM}", expired);
        Assert.Contains("it is valid only from ", early);
        Assert.Contains("it is for a.example, not for b.example", other);
    }

    [Fact]
    public void A_certificate_is_foreign_text()
    {
        string text = Refuse(
            "a\u001b[2J", Certificates.Create("a.example", days: 3), SslPolicyErrors.RemoteCertificateNameMismatch);

        Assert.DoesNotContain(text, char.IsControl);
    }

    [Fact]
    public void What_the_system_accepts_is_accepted() =>
        Assert.True(CertificateCheck.Accept("a", Certificates.SelfSigned, chain: null, SslPolicyErrors.None));

    [Fact]
    public void No_certificate_is_none() => Assert.Equal(
        "a.example sent no certificate.",
        Assert.Throws<RefusedCertificateException>(() => CertificateCheck.Accept(
            "a.example", certificate: null, chain: null, SslPolicyErrors.RemoteCertificateNotAvailable)).Message);

    private static string Refuse(string host, X509Certificate2 certificate, SslPolicyErrors errors)
    {
        using X509Chain chain = new();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.Build(certificate);
        return Assert.Throws<RefusedCertificateException>(
            () => CertificateCheck.Accept(host, certificate, chain, errors)).Message;
    }

    private static ConnectionTrouble Trouble(string words, WebExceptionStatus status) =>
        ConnectionTrouble.FromException(
            new HttpRequestException("An error.", new WebException(words, status)), s_service);

    private static HttpRequestException Tunnel(string proxy, int status) => new(
        $"The proxy tunnel request to proxy '{proxy}' failed with status code '{status}'.\"");
}
