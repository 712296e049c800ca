using System;
using System.Collections.Generic;
using System.Linq;
using ImageGen.Service;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Client.Http;

/// <summary>
/// A limit that says only that it was met: all are held back, for a time that grows while it is met and shrinks when it
/// is not. The clock is an argument.
/// </summary>
public sealed class LimitGateTests
{
    private static readonly DateTimeOffset s_now = new(2026, 9, 14, 12, 0, 0, TimeSpan.Zero);

    private readonly ServiceGate _gate = new();

    [Fact]
    public void A_limit_that_one_meets_makes_all_leave_one_by_one()
    {
        Refuse(Enter(0), 0);
        GatePass[] line = [.. Enumerable.Range(0, 4).Select(_ => new GatePass(_gate, images: 1))];

        Assert.Equal([500, 1000, 1500, 2000], line.Select(pass => pass.Enter(At(0)).TotalMilliseconds));
        Assert.Equal([0, 500, 1000, 1500], line.Select(pass => pass.Enter(At(0.5)).TotalMilliseconds));
    }

    [Fact]
    public void Those_that_were_under_way_together_meet_one_limit()
    {
        GatePass[] burst = [.. Enumerable.Range(0, 8).Select(_ => Enter(0))];
        foreach (GatePass pass in burst) Refuse(pass, 0.1);

        Assert.Equal(500, new GatePass(_gate, images: 1).Enter(At(0.1)).TotalMilliseconds);
    }

    [Fact]
    public void The_pause_doubles_while_the_limit_is_met_and_has_an_end()
    {
        double now = 0;
        foreach (double pause in new[] { 0.5, 1, 2, 4, 8, 8 })
        {
            Refuse(Enter(now), now);
            using GatePass next = new(_gate, images: 1);
            Assert.Equal(pause, next.Enter(At(now)).TotalSeconds);
            now += pause;
        }
    }

    [Fact]
    public void The_pause_shrinks_with_each_that_is_admitted_until_there_is_none()
    {
        Refuse(Enter(0), 0);
        List<double> pauses = [];
        double now = 0.5;
        for (int i = 0; i < 20; i++)
        {
            Enter(now).Admit(At(now));
            using GatePass next = new(_gate, images: 1);
            double pause = next.Enter(At(now)).TotalSeconds;
            pauses.Add(pause);
            now += pause + 0.001;
        }

        Assert.Equal(pauses.OrderDescending(), pauses);
        Assert.Equal(0, pauses[^1]);
        Assert.True(pauses.Count(pause => pause > 0) > 5);
    }

    [Fact]
    public void One_that_left_before_the_limit_was_met_says_nothing_of_it()
    {
        GatePass early = Enter(0);
        Refuse(Enter(0), 0);
        early.Admit(At(0));

        Enter(0.5);
        Assert.Equal(500, new GatePass(_gate, images: 1).Enter(At(0.5)).TotalMilliseconds);
    }

    [Fact]
    public void A_time_that_the_service_names_is_kept_and_those_after_it_leave_one_by_one()
    {
        Enter(0).ReportLimit(TimeSpan.FromSeconds(3), At(0));
        GatePass[] line = [.. Enumerable.Range(0, 3).Select(_ => new GatePass(_gate, images: 1))];

        Assert.Equal([3, 3.5, 4], line.Select(pass => pass.Enter(At(0)).TotalSeconds));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(20, 320)]
    [InlineData(300, 4800)]
    [InlineData(3000, 8000)]
    public void A_service_that_names_a_short_time_means_short_pauses(int asked, double longest)
    {
        double now = 0;
        for (int i = 0; i < 8; i++, now += 10) Enter(now).ReportLimit(TimeSpan.FromMilliseconds(asked), At(now));

        Enter(now);
        using GatePass next = new(_gate, images: 1);
        Assert.Equal(longest, next.Enter(At(now)).TotalMilliseconds);
    }

    [Fact]
    public void Waiting_counts_only_where_nothing_passes()
    {
        Assert.True(Refuse(Enter(0), 0));
        Enter(10).Admit(At(10));
        Assert.False(Refuse(Enter(20), 20));
        Assert.False(Refuse(Enter(130), 130));
        Assert.True(Refuse(Enter(132), 132));
    }

    [Fact]
    public void A_service_that_refuses_everything_for_long_holds_nobody_back()
    {
        for (double now = 0; now <= 128; now += 8) Refuse(Enter(now), now);
        GatePass[] burst = [.. Enumerable.Range(0, 8).Select(_ => Enter(130))];

        Assert.All(burst, pass => Assert.True(Refuse(pass, 130)));
    }

    [Fact]
    public void What_was_met_long_ago_is_forgotten()
    {
        for (double now = 0; now < 40; now += 8) Refuse(Enter(now), now);

        for (int i = 0; i < 8; i++) Enter(600);
        Refuse(Enter(600), 600);
        Assert.Equal(500, new GatePass(_gate, images: 1).Enter(At(600)).TotalMilliseconds);
    }

    [Fact]
    public void Who_leaves_the_line_holds_nobody_back()
    {
        Refuse(Enter(0), 0);
        GatePass first = new(_gate, images: 1);
        GatePass second = new(_gate, images: 1);
        first.Enter(At(0));
        Assert.Equal(1000, second.Enter(At(0)).TotalMilliseconds);

        first.Dispose();

        Assert.Equal(500, second.Enter(At(0)).TotalMilliseconds);
    }

    [Theory]
    [InlineData(1, 20, 8, 0.05)]
    [InlineData(10, 20, 8, 0.05)]
    [InlineData(100, 20, 8, 0.01)]
    [InlineData(100, 200, 64, 5)]
    [InlineData(1000, 20, 8, 0.01)]
    [InlineData(1000, 100, 16, 30)]
    [InlineData(2000, 20, 1, 0.1)]
    [InlineData(5000, 20, 8, 0.5)]
    [InlineData(5000, 20, 8, 40)]
    [InlineData(30_000, 20, 8, 10)]
    [InlineData(60_000, 20, 1, 3)]
    public void A_gateway_that_admits_one_request_in_so_long_loses_no_row(
        int milliseconds, int rows, int limit, double seconds)
    {
        LimitedRun run = new(_gate, TimeSpan.FromMilliseconds(milliseconds), TimeSpan.FromSeconds(seconds), retries: 2);

        run.Run(rows, limit, s_now);

        Assert.Equal((rows, 0), (run.Images, run.Lost));
        double best = Math.Max(rows * milliseconds / 1000.0, (double)rows / limit * seconds);
        Assert.InRange(run.Elapsed.TotalSeconds, 0, (best * 3) + 30);
    }

    [Fact]
    public void A_service_that_is_down_fails_all_rows_within_minutes()
    {
        LimitedRun run = new(_gate, TimeSpan.MaxValue, TimeSpan.FromSeconds(1), retries: 2);

        run.Run(rows: 100, limit: 8, s_now);

        Assert.Equal((0, 100), (run.Images, run.Lost));
        Assert.InRange(run.Elapsed.TotalMinutes, 0, 5);
    }

    private GatePass Enter(double seconds)
    {
        GatePass pass = new(_gate, images: 1);
        Assert.Equal(TimeSpan.Zero, pass.Enter(At(seconds)));
        return pass;
    }

    private static bool Refuse(GatePass pass, double seconds) => pass.ReportLimit(null, At(seconds));

    private static DateTimeOffset At(double seconds) => s_now.AddSeconds(seconds);
}
