using System;
using ImageGen.Client.Http;
using Xunit;

namespace ImageGen.Tests.Client.Http;

public sealed class RedactionTests
{
    [Theory]
    [InlineData("key abc.def+123/=", "abc.def+123/=", "key [key]")]
    [InlineData("abc.defabc.def", "abc.def", "[key][key]")]
    [InlineData("a short key in shortage", "short", "a short key in shortage")]
    [InlineData("sk-other-0123456789 too", "abcdefgh", "[key] too")]
    [InlineData("(sess-0123456789abcdef)", null, "([key])")]
    [InlineData("sk-proj-ab****yz.", null, "[key].")]
    [InlineData("a risk-taking desk-bound sk-short", null, "a risk-taking desk-bound sk-short")]
    [InlineData("nothing", null, "nothing")]
    [InlineData("nothing", "", "nothing")]
    public void Keys_are_removed(string text, string? key, string expected) =>
        Assert.Equal(expected, Redaction.Redact(text, key is null ? null : new ServiceKey(key, "test")));

    [Fact]
    public void A_key_does_not_tell_itself()
    {
        ServiceKey key = new("sk-0123456789", "OPENAI_API_KEY");

        Assert.Equal("OPENAI_API_KEY", key.ToString());
        Assert.DoesNotContain("0123", $"{key}", StringComparison.Ordinal);
    }
}
