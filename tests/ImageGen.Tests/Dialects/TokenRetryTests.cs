using System;
using System.Linq;
using ImageGen.Http;
using Xunit;

namespace ImageGen.Tests.Dialects;

public sealed class TokenRetryTests
{
    [Theory]
    [InlineData(404, true, true)]
    [InlineData(410, true, true)]
    [InlineData(404, false, false)]
    [InlineData(410, false, false)]
    [InlineData(429, false, true)]
    [InlineData(500, false, true)]
    [InlineData(503, true, true)]
    [InlineData(501, true, false)]
    [InlineData(200, true, false)]
    [InlineData(302, true, false)]
    [InlineData(400, true, false)]
    [InlineData(401, true, false)]
    [InlineData(403, true, false)]
    public void What_may_pass_is_asked_again(int status, bool isMetadataService, bool isAskedAgain) =>
        Assert.Equal(
            isAskedAgain, TokenRetry.Delay(0, status, isMetadataService, null, TimeSpan.Zero, 0) is not null);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void An_update_of_the_metadata_service_is_waited_for_longer_than_its_seventy_seconds(double random)
    {
        double[] delays = Enumerable.Range(0, TokenRetry.Most)
            .Select(n => TokenRetry.Delay(n, 410, true, null, TimeSpan.Zero, random)!.Value.TotalSeconds)
            .ToArray();

        Assert.InRange(delays.Sum(), 70, TokenRetry.LongestWait.TotalSeconds);
        Assert.Equal(delays.Order(), delays);
        Assert.Null(TokenRetry.Delay(TokenRetry.Most, 410, true, null, TimeSpan.Zero, random));
    }

    [Fact]
    public void A_delay_that_the_answer_asks_for_is_kept_while_all_together_stay_bearable()
    {
        TimeSpan asked = TimeSpan.FromSeconds(50);

        Assert.Equal(asked, TokenRetry.Delay(0, 429, true, asked, TimeSpan.Zero, 0));
        Assert.Equal(asked, TokenRetry.Delay(1, 429, true, asked, asked, 0));
        Assert.Null(TokenRetry.Delay(2, 429, true, asked, asked + asked, 0));
    }
}
