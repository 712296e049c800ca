using System;
using System.IO;
using ImageGen.Service;
using ImageGen.Text;
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
    [InlineData("req_sk-0123456789abc", null, "req_[key]")]
    [InlineData("%61bc%2Ddef", "abc-def", "[key]")]
    [InlineData("\\u0061bc-de\\u0066", "abc-def", "[key]")]
    [InlineData("\\\\u0061BC\\u002ddef", "abc-def", "[key]")]
    [InlineData("&#97;bc&#x2D;def", "abc-def", "[key]")]
    [InlineData("a\\\"b\\\\c\\/d.", "a\"b\\c/d", "[key].")]
    [InlineData("abc-de", "abc-def", "abc-de")]
    [InlineData("nothing", null, "nothing")]
    [InlineData("nothing", "", "nothing")]
    public void Keys_are_removed(string text, string? key, string expected) =>
        Assert.Equal(expected, Redaction.Redact(text, key is null ? null : new ServiceKey(key, "test")));

    [Fact]
    public void A_key_is_found_between_characters_that_are_not_seen_and_is_never_cut_in_two()
    {
        ServiceKey key = new("abcdef.0123456789", "test");

        Assert.Equal("x [key]", Redaction.Clean("x abc\u200fdef.\0" + "0123456789", key));
        Assert.Equal(
            new string('x', 95) + "[key]", Redaction.Line(new string('x', 95) + key.Reveal(), key, limit: 100));
        Assert.Equal(
            new string('x', 95) + "[ke…", Redaction.Line(new string('x', 95) + key.Reveal() + "x", key, limit: 99));
    }

    [Fact]
    public void A_long_row_of_backslashes_takes_no_long_time()
    {
        ServiceKey key = new("abcdef.0123456789", "test");
        string text = new('\\', 1_000_000);

        Assert.Equal(text, Redaction.Redact(text, key));
    }

    [Fact]
    public void A_cause_that_quotes_the_key_is_its_words_alone()
    {
        ServiceKey key = new("abcdef.0123456789", "test");
        IOException clean = new("all well", new IOException("this too"));
        IOException dirty = new("outside", new IOException("Bad line: 'abcdef.0123456789\u001b[2J'"));

        Assert.Same(clean, Redaction.Cause(clean, key));
        Assert.Null(Redaction.Cause(null, key));
        Assert.Equal("Bad line: '[key][2J'", Assert.IsType<IOException>(Redaction.Cause(dirty, key)).Message);
    }

    [Fact]
    public void A_cause_that_shows_a_password_anywhere_is_its_words_alone()
    {
        const string address = "http://user:secret@proxy:3128/";
        Exception attached = new IOException("outside", new IOException("inside"));
        attached.InnerException!.Data["proxy"] = new Uri(address);
        Exception[] causes =
        [
            new IOException("outside", new IOException($"The proxy {address} refused.")),
            new AggregateException(new IOException("first"), new IOException($"second {address}")),
            attached,
        ];

        Assert.All(causes, cause =>
        {
            Exception shown = Redaction.Cause(cause, key: null)!;
            Assert.IsType<IOException>(shown);
            Assert.Null(shown.InnerException);
            Assert.Empty(shown.Data);
            Assert.DoesNotContain("secret", shown.ToString());
            AIImageException failure = new(ErrorIds.ConnectionFailed, $"No way through {address}.", cause);
            Assert.DoesNotContain("secret", failure.ToString());
            Assert.Equal("No way through http://proxy:3128/.", failure.Message);
        });
        Assert.Equal("The proxy http://proxy:3128/ refused.", Redaction.Cause(causes[0], key: null)!.Message);
        Assert.Equal("inside", Redaction.Cause(attached, key: null)!.Message);
    }

    [Fact]
    public void A_key_does_not_tell_itself()
    {
        ServiceKey key = new("sk-0123456789", "OPENAI_API_KEY");

        Assert.Equal("OPENAI_API_KEY", key.ToString());
        Assert.DoesNotContain("0123", $"{key}", StringComparison.Ordinal);
    }
}
