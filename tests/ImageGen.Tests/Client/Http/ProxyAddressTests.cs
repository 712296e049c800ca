using ImageGen.Service;
using Xunit;

namespace ImageGen.Tests.Client.Http;

/// <summary>Proxies as people write them.</summary>
public sealed class ProxyAddressTests
{
    [Theory]
    [InlineData("http://p:3128", "http://p:3128/", null)]
    [InlineData("proxy.corp:8080", "http://proxy.corp:8080/", null)]
    [InlineData("proxy.corp", "http://proxy.corp/", null)]
    [InlineData("10.0.0.1:8080", "http://10.0.0.1:8080/", null)]
    [InlineData("https://p", "https://p/", null)]
    [InlineData("socks5://p:1080", "socks5://p:1080/", null)]
    [InlineData("http://[::1]:3128/", "http://[::1]:3128/", null)]
    [InlineData("HTTP://P:3128/path?x", "http://p:3128/", null)]
    [InlineData("u@p:1", "http://p:1/", "|u|")]
    [InlineData("http://u:pw@p:1", "http://p:1/", "|u|pw")]
    [InlineData("u:p@ss w/or\"d?#:x@p:1", "http://p:1/", "|u|p@ss w/or\"d?#:x")]
    [InlineData("http://u%40v:p%2Fw%25@p:1", "http://p:1/", "|u@v|p/w%")]
    [InlineData("http://u:100%@p:1", "http://p:1/", "|u|100%")]
    [InlineData(@"http://dom\u:pw@p:1", "http://p:1/", "dom|u|pw")]
    [InlineData("http://dom%5Cu:p%5Cw@p:1", "http://p:1/", "dom|u|p\\w")]
    public void Address_and_credential_are_read_apart(string text, string address, string? credential)
    {
        ProxyAddress? read = ProxyAddress.Parse(text);

        Assert.NotNull(read);
        Assert.Equal((address, string.Empty), (read.Uri.AbsoluteUri, read.Uri.UserInfo));
        Assert.Equal(
            credential,
            read.Credential is null
                ? null
                : $"{read.Credential.Domain}|{read.Credential.UserName}|{read.Credential.Password}");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("http://")]
    [InlineData("http://user:pw@")]
    [InlineData("http://p:")]
    [InlineData("http://p:99999")]
    [InlineData("p:port:x")]
    [InlineData("ftp://p:21")]
    [InlineData("ftp://user:pw@p:21")]
    [InlineData("file:///etc/passwd")]
    [InlineData("no^host")]
    [InlineData("two hosts")]
    [InlineData("/path")]
    public void What_is_no_proxy_is_none(string? text) => Assert.Null(ProxyAddress.Parse(text));
}
