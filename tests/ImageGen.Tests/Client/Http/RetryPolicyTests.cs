using System;
using System.Net.Http;
using System.Net.Http.Headers;
using ImageGen.Http;
using Xunit;

namespace ImageGen.Tests.Client.Http;

public sealed class RetryPolicyTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(408)]
    [InlineData(409)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(524)]
    [InlineData(529)]
    public void A_status_that_says_that_nothing_was_done_is_retried(int status) =>
        Assert.Equal(500, Delay(0, Failure(ErrorIds.ServiceUnavailable, status)));

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(413)]
    [InlineData(422)]
    [InlineData(407)]
    [InlineData(501)]
    [InlineData(505)]
    [InlineData(200)]
    public void Any_other_status_is_not(int status) =>
        Assert.Null(Delay(0, Failure(ErrorIds.ServiceUnavailable, status)));

    [Theory]
    [InlineData(ErrorIds.ConnectionFailed, true)]
    [InlineData(ErrorIds.ResultUnknown, false)]
    [InlineData(ErrorIds.OperationTimedOut, false)]
    public void Without_a_status_only_a_connection_that_failed_before_sending_is_retried(string id, bool isRetried) =>
        Assert.Equal(isRetried, Delay(0, Failure(id, status: null)) is not null);

    [Theory]
    [InlineData("true", 400, true)]
    [InlineData("True", 404, true)]
    [InlineData("false", 429, false)]
    [InlineData("FALSE", 503, false)]
    [InlineData("maybe", 429, true)]
    [InlineData("", 400, false)]
    public void The_service_decides_first(string verdict, int status, bool isRetried) => Assert.Equal(
        isRetried, Delay(0, Failure(ErrorIds.InvalidRequest, status), ("x-should-retry", verdict)) is not null);

    [Theory]
    [InlineData(ErrorIds.QuotaExceeded)]
    [InlineData(ErrorIds.ContentRejected)]
    public void Quota_and_moderation_are_final_whatever_the_service_says(string id)
    {
        Assert.Null(Delay(0, Failure(id, 429)));
        Assert.Null(Delay(0, Failure(id, 429), ("x-should-retry", "true"), ("retry-after-ms", "1")));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(504)]
    public void What_may_have_been_made_is_never_repeated(int status)
    {
        Assert.Null(Delay(0, Failure(ErrorIds.ResultUnknown, status)));
        Assert.Null(Delay(0, Failure(ErrorIds.ResultUnknown, status), ("x-should-retry", "true")));
    }

    [Fact]
    public void What_can_only_repeat_is_not_repeated()
    {
        AIImageException failure = new(ErrorIds.ConnectionFailed, "The certificate expired.") { IsPermanent = true };

        Assert.Null(Delay(0, failure));
        Assert.False(RetryPolicy.MayPass(failure));
    }

    [Theory]
    [InlineData(0, 0, 500)]
    [InlineData(0, 1, 375)]
    [InlineData(1, 0, 1000)]
    [InlineData(1, 1, 750)]
    [InlineData(2, 0, 2000)]
    [InlineData(3, 0.5, 3500)]
    [InlineData(4, 0, 8000)]
    [InlineData(5, 0, 8000)]
    [InlineData(9, 1, 6000)]
    public void Delays_double_up_to_a_limit_and_are_spread(int attempt, double random, double milliseconds)
    {
        TimeSpan? delay = RetryPolicy.Delay(attempt, 10, Failure(ErrorIds.RateLimited, 429), null, s_now, random);

        Assert.Equal(milliseconds, delay!.Value.TotalMilliseconds);
    }

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(0, 1, true)]
    [InlineData(1, 1, false)]
    [InlineData(1, 2, true)]
    [InlineData(2, 2, false)]
    public void Tries_are_counted(int attempt, int maximum, bool isRetried) => Assert.Equal(
        isRetried,
        RetryPolicy.Delay(attempt, maximum, Failure(ErrorIds.RateLimited, 429), null, s_now, 0) is not null);

    [Theory]
    [InlineData("retry-after-ms", "0", 0)]
    [InlineData("retry-after-ms", "1234", 1234)]
    [InlineData("retry-after-ms", "1.5", 1.5)]
    [InlineData("retry-after-ms", "120000", 120_000)]
    [InlineData("retry-after", "0", 0)]
    [InlineData("retry-after", "7", 7000)]
    [InlineData("retry-after", "2.5", 2500)]
    [InlineData("retry-after", "120", 120_000)]
    [InlineData("retry-after", "Sun, 22 Nov 2026 12:00:30 GMT", 30_000)]
    [InlineData("retry-after", "Sun, 22 Nov 2026 11:00:00 GMT", 0)]
    [InlineData("retry-after-ms", "-5", 500)]
    [InlineData("retry-after-ms", "soon", 500)]
    [InlineData("retry-after", "-5", 500)]
    [InlineData("retry-after", "soon", 500)]
    [InlineData("retry-after", "NaN", 500)]
    [InlineData("retry-after", "", 500)]
    public void The_delay_that_the_service_asks_for_is_honoured(string name, string value, double milliseconds) =>
        Assert.Equal(milliseconds, Delay(0, Failure(ErrorIds.RateLimited, 429), (name, value)));

    [Theory]
    [InlineData("retry-after-ms", "120001")]
    [InlineData("retry-after", "121")]
    [InlineData("retry-after", "86400")]
    [InlineData("retry-after", "Sun, 22 Nov 2026 12:02:01 GMT")]
    [InlineData("retry-after", "Mon, 22 Nov 2027 12:00:00 GMT")]
    public void A_delay_that_is_too_long_ends_the_tries(string name, string value) =>
        Assert.Null(Delay(0, Failure(ErrorIds.RateLimited, 429), (name, value)));

    [Fact]
    public void Milliseconds_go_before_seconds() => Assert.Equal(
        20, Delay(0, Failure(ErrorIds.RateLimited, 429), ("retry-after", "9"), ("retry-after-ms", "20")));

    private static double? Delay(int attempt, AIImageException failure, params (string Name, string Value)[] headers)
    {
        using HttpResponseMessage message = new();
        HttpResponseHeaders target = message.Headers;
        foreach ((string name, string value) in headers) Assert.True(target.TryAddWithoutValidation(name, value));
        return RetryPolicy.Delay(attempt, 2, failure, target, s_now, random: 0)?.TotalMilliseconds;
    }

    private static AIImageException Failure(string id, int? status) => new(id, "refused") { StatusCode = status };
}
