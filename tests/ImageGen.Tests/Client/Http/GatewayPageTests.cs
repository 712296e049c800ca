using System.Linq;
using ImageGen.Http;
using Xunit;

namespace ImageGen.Tests.Client.Http;

/// <summary>The words of a page, whatever stands around them.</summary>
public sealed class GatewayPageTests
{
    [Theory]
    [InlineData("<html><head><title>T</title></head><body><h1>No  entry</h1>\r\n<hr></body></html>", "No entry")]
    [InlineData("<HTML><HEAD><TITLE>T</TITLE></HEAD><BODY>No</BODY>", "No")]
    [InlineData("<html><head><title>Only a title</title></head><body></body></html>", "Only a title")]
    [InlineData("<html><head><title>Half</title>", "Half")]
    [InlineData("<html><header>Kept</header>", "Kept")]
    [InlineData("<p>a<script>alert('<p>b')</script>c<style>p{}</style>d", "a c d")]
    [InlineData("<!-- no --><p>a<!-- <b>no</b> -->b", "a b")]
    [InlineData("<p>a &amp; b &lt;c&gt;", "a & b <c>")]
    [InlineData("plain words", "plain words")]
    [InlineData("<p>cut off <a href=\"", "cut off")]
    [InlineData("<p>a<script>never closed", "a")]
    public void The_text_of_a_page_is_on_one_line(string page, string words) =>
        Assert.Equal(words, GatewayPage.WordsOf(page));

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n")]
    [InlineData("<html></html>")]
    [InlineData("<")]
    [InlineData("<!--")]
    [InlineData("<title>")]
    public void A_page_without_words_has_none(string page) => Assert.Null(GatewayPage.WordsOf(page));

    [Fact]
    public void A_long_page_is_cut() =>
        Assert.Equal(400, GatewayPage.WordsOf("<p>" + new string('x', 60_000))!.Length);

    [Theory]
    [InlineData("<script")]
    [InlineData("<script>")]
    [InlineData("<!--")]
    [InlineData("<")]
    [InlineData("<title")]
    [InlineData("<head></head")]
    public void A_page_of_nothing_but_beginnings_is_read_to_its_end(string part) =>
        GatewayPage.WordsOf(string.Concat(Enumerable.Repeat(part, 20_000)));
}
