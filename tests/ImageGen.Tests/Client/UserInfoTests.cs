using System;
using System.Linq;
using ImageGen.Text;
using Xunit;

namespace ImageGen.Tests.Client;

/// <summary>User names and passwords in addresses, in whichever text they stand.</summary>
public sealed class UserInfoTests
{
    [Theory]
    [InlineData("http://user:pw@proxy:3128/", "http://proxy:3128/")]
    [InlineData("HTTPS://user@host/x.png?a=b#c", "HTTPS://host/x.png?a=b#c")]
    [InlineData("proxy 'http://u:p@127.0.0.1:3128/' failed", "proxy 'http://127.0.0.1:3128/' failed")]
    [InlineData("socks5://u:p@[::1]:1080", "socks5://[::1]:1080")]
    [InlineData("ssh://git@host/a and https://u:p@host/b", "ssh://host/a and https://host/b")]
    [InlineData("http://user:p@ss@proxy/", "http://proxy/")]
    [InlineData("http://us%40er:p%2Fw%3A%22%20%25@proxy/", "http://proxy/")]
    [InlineData("http://user:it's;so(odd)!$&*+,=~|^`{}[]\\@proxy/", "http://proxy/")]
    [InlineData("proxy 'http://user:p w<\"x'@proxy:3128/' failed", "proxy 'http://proxy:3128/' failed")]
    [InlineData("http://müller:пароль@proxy/", "http://proxy/")]
    [InlineData(
        "{\"url\":\"http:\\/\\/u:p@host\\/x\",\"m\":\"a@b\"}", "{\"url\":\"http:\\/\\/host\\/x\",\"m\":\"a@b\"}")]
    [InlineData("http:\\u002f\\u002fu:p\\u0040host", "http:\\u002f\\u002fhost")]
    [InlineData("<a href=http:&#x2F;&#47;u:p&#39;w&#64;host>", "<a href=http:&#x2F;&#47;host>")]
    [InlineData("?to=http%3A%2F%2Fu%3Ap%2540w%40host%2Fa%40b", "?to=http%3A%2F%2Fhost%2Fa%40b")]
    [InlineData("?to=http%3a%2f%2fu:p@host&x=a@b", "?to=http%3a%2f%2fhost&x=a@b")]
    public void They_are_cut_and_the_rest_is_kept(string text, string expected) =>
        Assert.Equal(expected, UserInfo.Cut(text));

    [Theory]
    [InlineData("")]
    [InlineData("mail me@example.com, see https://example.com/@me and https://a.example/?q=x@y#z@w")]
    [InlineData("a path /tmp//x@y.png and \\\\server@SSL\\share")]
    [InlineData("file:///home/x@y.png")]
    [InlineData("{\"a\":\"http://host\",\"b\":\"x@y\"}")]
    [InlineData("http://host and x@y")]
    [InlineData("http://host:8080 and x@y, https://host: x@y")]
    [InlineData("{\"a\":\"http://host:80\",\"b\":\"x@y\"}")]
    [InlineData("?to=http%3A%2F%2Fhost%2Fa%40b")]
    public void What_is_no_user_info_is_left_alone(string text) => Assert.Equal(text, UserInfo.Cut(text));

    [Fact]
    public void They_are_cut_before_a_text_is_shortened()
    {
        string text = $"http://user:{new string('p', 300)}@proxy/";

        Assert.Equal("http://proxy/", PlainText.Line(text, limit: 80));
        Assert.Equal("http://proxy/", Redaction.Line(text, key: null));
        Assert.Equal("http://proxy/", Redaction.Redact(text, key: null));
    }

    [Theory]
    [InlineData("http://")]
    [InlineData("://a")]
    [InlineData(":\\u002f\\u002f")]
    [InlineData(":&#47;&#47;x&")]
    [InlineData("%3a%2f%2fx")]
    [InlineData("://a:b")]
    [InlineData("\\")]
    public void No_text_takes_long(string part)
    {
        string text = string.Concat(Enumerable.Repeat(part, 60_000 / part.Length));

        Assert.Equal(text, UserInfo.Cut(text));
    }

    [Fact]
    public void An_address_that_the_framework_shows_is_cut_whatever_the_password_holds()
    {
        for (char c = ' '; c < '\u0180'; c++)
        {
            Uri address = new($"http://user:{Uri.EscapeDataString($"p{c}w")}@proxy:3128/");

            Assert.Equal("http://proxy:3128/", UserInfo.Cut(address.ToString()));
            Assert.Equal("http://proxy:3128/", UserInfo.Cut(address.AbsoluteUri));
            Assert.Equal("http://proxy:3128/", UserInfo.Cut(address.OriginalString));
        }
    }
}
