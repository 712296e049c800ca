using System;
using System.Net.Http;
using System.Net.Http.Headers;
using ImageGen.Http;
using Xunit;

namespace ImageGen.Tests.Client.Http;

/// <summary>How long a limit holds, as an answer's headers tell.</summary>
public sealed class RateLimitHeadersTests
{
    [Theory]
    [InlineData("requests")]
    [InlineData("tokens")]
    [InlineData("input-images")]
    public void Where_nothing_remains_of_a_limit_all_wait_for_its_reset(string kind)
    {
        HttpResponseHeaders headers = Headers(
            ($"x-ratelimit-remaining-{kind}", "0"), ($"x-ratelimit-reset-{kind}", "12s"));

        Assert.Equal(TimeSpan.FromSeconds(12), RateLimitHeaders.ResetAfter(headers));
    }

    [Fact]
    public void Of_several_limits_that_are_used_up_the_longest_counts() => Assert.Equal(
        TimeSpan.FromSeconds(12),
        RateLimitHeaders.ResetAfter(Headers(
            ("x-ratelimit-remaining-requests", "0"), ("x-ratelimit-reset-requests", "12s"),
            ("x-ratelimit-remaining-tokens", "0"), ("x-ratelimit-reset-tokens", "3s"))));

    [Theory]
    [InlineData("1", "12s")]
    [InlineData("0", null)]
    [InlineData("0", "soon")]
    [InlineData("0", "0s")]
    [InlineData("0", "2m1s")]
    [InlineData(null, "12s")]
    public void Where_something_remains_or_no_time_is_told_nobody_waits(string? remaining, string? reset)
    {
        HttpResponseHeaders headers =
            Headers(("x-ratelimit-remaining-requests", remaining), ("x-ratelimit-reset-requests", reset));

        Assert.Null(RateLimitHeaders.ResetAfter(headers));
    }

    [Theory]
    [InlineData("20ms", 20)]
    [InlineData("1s", 1_000)]
    [InlineData("1.5s", 1_500)]
    [InlineData("6m0s", 360_000)]
    [InlineData("1m30s", 90_000)]
    [InlineData("1h2m3s", 3_723_000)]
    [InlineData("1m30.25s", 90_250)]
    [InlineData("59", 59_000)]
    [InlineData("0s", 0)]
    public void A_time_of_the_service_is_read(string text, double milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), RateLimitHeaders.ParseReset(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("s")]
    [InlineData("-1s")]
    [InlineData("1d")]
    [InlineData("1 s")]
    [InlineData("1.2.3s")]
    [InlineData("1s soon")]
    [InlineData("99999999h")]
    [InlineData("2026-09-14T12:00:00Z")]
    public void What_is_no_time_is_none(string? text) => Assert.Null(RateLimitHeaders.ParseReset(text));

    private static HttpResponseHeaders Headers(params (string Name, string? Value)[] headers)
    {
        HttpResponseMessage message = new();
        foreach ((string name, string? value) in headers)
        {
            if (value is not null) message.Headers.TryAddWithoutValidation(name, value);
        }

        return message.Headers;
    }
}
