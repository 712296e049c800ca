using System;
using System.Net.Http;
using System.Net.Http.Headers;
using ImageGen.Http;
using ImageGen.Service;
using Xunit;

namespace ImageGen.Tests.Client.Http;

/// <summary>How long a request is held back. The gate never waits itself, so that time is an argument.</summary>
public sealed class ServiceGateTests
{
    private static readonly DateTimeOffset s_now = new(2026, 9, 14, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Without_limit_and_pace_all_pass()
    {
        ServiceGate gate = new();

        for (int request = 0; request < 1000; request++) Assert.Equal(TimeSpan.Zero, gate.Enter(10, s_now));
    }

    [Fact]
    public void What_is_held_waits_for_the_rest_of_the_time()
    {
        ServiceGate gate = new();
        gate.Hold(At(20));

        Assert.Equal(Seconds(20), gate.Enter(1, s_now));
        Assert.Equal(Seconds(20), gate.Enter(0, s_now));
        Assert.Equal(Seconds(5), gate.Enter(1, At(15)));
        Assert.Equal(TimeSpan.Zero, gate.Enter(1, At(20)));
    }

    [Fact]
    public void An_earlier_end_does_not_shorten_the_wait()
    {
        ServiceGate gate = new();
        gate.Hold(At(20));
        gate.Hold(At(5));

        Assert.Equal(Seconds(20), gate.Enter(1, s_now));
    }

    [Fact]
    public void The_pace_lets_so_many_pass_within_any_minute()
    {
        ServiceGate gate = new() { ImagesPerMinute = 2 };

        Assert.Equal(TimeSpan.Zero, gate.Enter(1, s_now));
        Assert.Equal(TimeSpan.Zero, gate.Enter(1, At(10)));
        Assert.Equal(Seconds(50), gate.Enter(1, At(10)));
        Assert.Equal(Seconds(1), gate.Enter(1, At(59)));
        Assert.Equal(TimeSpan.Zero, gate.Enter(1, At(60)));
        Assert.Equal(Seconds(10), gate.Enter(1, At(60)));
        Assert.Equal(TimeSpan.Zero, gate.Enter(1, At(70)));
    }

    [Fact]
    public void An_order_of_several_counts_as_several()
    {
        ServiceGate gate = new() { ImagesPerMinute = 5 };

        Assert.Equal(TimeSpan.Zero, gate.Enter(3, s_now));
        Assert.Equal(Seconds(59), gate.Enter(3, At(1)));
        Assert.Equal(TimeSpan.Zero, gate.Enter(2, At(1)));
    }

    [Fact]
    public void An_order_above_the_pace_passes_alone_and_holds_back_what_follows()
    {
        ServiceGate gate = new() { ImagesPerMinute = 2 };

        Assert.Equal(TimeSpan.Zero, gate.Enter(10, s_now));
        Assert.Equal(Seconds(30), gate.Enter(1, At(30)));
        Assert.Equal(TimeSpan.Zero, gate.Enter(10, At(60)));
    }

    [Fact]
    public void What_orders_no_image_passes_at_any_pace()
    {
        ServiceGate gate = new() { ImagesPerMinute = 1 };
        gate.Enter(1, s_now);

        Assert.Equal(TimeSpan.Zero, gate.Enter(0, s_now));
        Assert.Equal(Seconds(60), gate.Enter(1, s_now));
    }

    [Fact]
    public void What_was_held_back_is_not_counted_as_sent()
    {
        ServiceGate gate = new() { ImagesPerMinute = 1 };
        gate.Hold(At(10));
        Assert.Equal(Seconds(10), gate.Enter(1, s_now));

        Assert.Equal(TimeSpan.Zero, gate.Enter(1, At(10)));
    }

    [Theory]
    [InlineData("requests")]
    [InlineData("tokens")]
    [InlineData("input-images")]
    public void Where_nothing_remains_of_a_limit_all_wait_for_its_reset(string kind)
    {
        HttpResponseHeaders headers = Headers(
            ($"x-ratelimit-remaining-{kind}", "0"), ($"x-ratelimit-reset-{kind}", "12s"));

        Assert.Equal(Seconds(12), RateLimitHeaders.ResetAfter(headers));
    }

    [Fact]
    public void Of_several_limits_that_are_used_up_the_longest_counts() => Assert.Equal(
        Seconds(12),
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

    [Fact]
    public void One_service_with_one_key_has_one_gate()
    {
        Uri address = new("https://gate.test/v1/");
        ServiceGate gate = ServiceGate.Of(address, new ServiceKey("sk-a", "test"), "org", "proj");

        Assert.Same(gate, ServiceGate.Of(address, new ServiceKey("sk-a", "elsewhere"), "org", "proj"));
        Assert.NotSame(gate, ServiceGate.Of(address, new ServiceKey("sk-b", "test"), "org", "proj"));
        Assert.NotSame(gate, ServiceGate.Of(address, null, "org", "proj"));
        Assert.NotSame(gate, ServiceGate.Of(address, new ServiceKey("sk-a", "test"), "org", null));
        Assert.NotSame(gate, ServiceGate.Of(new Uri("https://gate.test/v2/"), new ServiceKey("sk-a", "test"), "org", "proj"));
    }

    private static DateTimeOffset At(int seconds) => s_now.AddSeconds(seconds);

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

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
