using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Http;
using ImageGen.Service;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Client.Http;

/// <summary>Pauses before another attempt: none is without end, and none goes beyond the limit.</summary>
public sealed class RetryLoopTests
{
    [Fact]
    public void No_pause_at_all_is_had_once_in_a_row()
    {
        using Deadline deadline = Deadline.Unlimited(new StillClock(), CancellationToken.None);
        RetryLoop loop = new(deadline);

        double[] pauses =
        [
            .. new[] { 0, 0, 0, 0, 3, 0, 0 }.Select(asked => loop.Spaced(TimeSpan.FromSeconds(asked)).TotalSeconds),
        ];

        Assert.Equal([0, 3, 0], [pauses[0], pauses[4], pauses[5]]);
        Assert.InRange(pauses[1], 0.375, 0.5);
        Assert.InRange(pauses[2], 0.75, 1);
        Assert.InRange(pauses[3], 1.5, 2);
        Assert.InRange(pauses[6], 0.375, 0.5);
    }

    [Theory]
    [InlineData("retry-after-ms")]
    [InlineData("retry-after")]
    public async Task A_service_that_goes_on_asking_for_no_pause_is_sent_to_more_slowly(string header)
    {
        StubHandler service = new();
        for (int refusal = 0; refusal < 4; refusal++)
        {
            service.OnCreate(429, """{"error":{"message":"Slow down","code":"rate_limit_exceeded"}}""", (header, "0"));
        }

        service.OnCreate(200, Samples.Response());
        CallSettings settings = new()
        {
            Limits = new TimeLimits { Clock = new StillClock() },
            MaximumRetries = 5,
        };

        EngineRun run = await EngineRun.OfAsync(service, EngineRun.Request() with { Settings = settings });

        double[] delays = [.. run.Events.OfType<Retrying>().Select(retrying => retrying.Delay.TotalSeconds)];
        Assert.Equal(4, delays.Length);
        Assert.Equal(0, delays[0]);
        Assert.InRange(delays[1], 0.375, 0.5);
        Assert.InRange(delays[3], 1.5, 2);
    }

    [Theory]
    [InlineData(59, true)]
    [InlineData(60, false)]
    [InlineData(61, false)]
    public async Task The_limit_wins_over_a_pause_that_ends_with_it(int seconds, bool isWithin)
    {
        TimeLimits limits = new() { Whole = TimeSpan.FromMinutes(1), Clock = new RecordingClock() };
        using Deadline deadline = new(limits, CancellationToken.None);

        Assert.Equal(isWithin, await deadline.DelayAsync(TimeSpan.FromSeconds(seconds)));
        Assert.Equal(!isWithin, deadline.IsWholeExpired);
    }
}
