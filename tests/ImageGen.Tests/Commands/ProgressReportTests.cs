using System;
using System.Collections.Generic;
using System.Management.Automation;
using ImageGen.Commands;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>The progress bar, by a clock that the test sets.</summary>
public sealed class ProgressReportTests
{
    private readonly List<ProgressRecord> _records = [];
    private readonly ProgressReport _report;
    private double _seconds;

    public ProgressReportTests()
    {
        _report = new ProgressReport(_records.Add, "New-AIImage", () => TimeSpan.FromSeconds(_seconds));
        _report.Start("a fox");
    }

    [Fact]
    public void Work_of_less_than_a_second_shows_nothing()
    {
        Show(0, running: 1);
        Show(0.999, running: 1);
        _report.Complete();

        Assert.Empty(_records);
    }

    [Fact]
    public void It_is_shown_at_most_ten_times_a_second()
    {
        for (int millisecond = 0; millisecond < 3000; millisecond += 5) Show(millisecond / 1000.0, running: 1);

        Assert.Equal(20, _records.Count);
    }

    [Fact]
    public void One_request_is_shown_with_its_prompt_and_its_stage()
    {
        Show(1, running: 1);
        _report.Stage("generating");
        ProgressRecord record = Show(75, running: 1);

        Assert.Equal("New-AIImage: a fox", record.Activity);
        Assert.Equal(["waiting for the service, 0:01", "generating, 1:15"], Texts());
        Assert.Equal((-1, -1), (record.PercentComplete, record.SecondsRemaining));
    }

    [Fact]
    public void A_prompt_is_one_line_of_some_length()
    {
        _report.Start("a\nfox\u001b[31m" + new string('x', 500));

        string activity = Show(1, running: 1).Activity;

        Assert.DoesNotContain('\n', activity);
        Assert.DoesNotContain('\u001b', activity);
        Assert.True(activity.Length < 120);
    }

    [Fact]
    public void Several_requests_are_counted()
    {
        ProgressRecord record = Show(60, done: 3, running: 2, waiting: 1);

        Assert.Equal("New-AIImage", record.Activity);
        Assert.Equal("3 done, 2 running, 1 waiting, 3 requests/min, 1:00", record.StatusDescription);
        Assert.Equal((-1, -1), (record.PercentComplete, record.SecondsRemaining));
    }

    [Fact]
    public void Once_the_total_is_known_it_tells_how_much_is_left()
    {
        _report.IsTotalKnown = true;

        ProgressRecord record = Show(30, done: 3, running: 4, waiting: 5);

        Assert.Equal("3 of 12 done, 4 running, 5 waiting, 6 requests/min, about 1:30 left, "
            + "0:30", record.StatusDescription);
        Assert.Equal((25, 90), (record.PercentComplete, record.SecondsRemaining));
    }

    [Fact]
    public void What_is_certain_to_come_is_waiting_until_it_begins()
    {
        _report.IsTotalKnown = true;
        _report.Ahead = 6;
        _report.Start("a fox");
        Show(2, done: 0, running: 1);
        for (int request = 0; request < 9; request++) _report.Start("a fox");
        Show(20, done: 2, running: 4);

        Assert.Equal(0, _report.Ahead);
        Assert.Equal(
            ["0 of 6 done, 1 running, 5 waiting, 0:02", "2 of 6 done, 4 running, 6 requests/min, about 0:40 left, "
                + "0:20"],
            Texts());
    }

    [Fact]
    public void While_nothing_is_done_nothing_is_foretold()
    {
        _report.IsTotalKnown = true;

        ProgressRecord record = Show(30, running: 4);

        Assert.Equal("0 of 4 done, 4 running, 0:30", record.StatusDescription);
        Assert.Equal((0, -1), (record.PercentComplete, record.SecondsRemaining));
    }

    [Fact]
    public void What_holds_the_requests_back_is_said_until_it_is_over()
    {
        _report.Hold("held back by the rate limit", TimeSpan.FromHours(1));
        Assert.Matches(
            @"^held back by the rate limit until \d\d.\d\d.\d\d, 0:01$", Show(1, running: 1).StatusDescription);
        Assert.Matches(@"2 running, held back by the rate limit until", Show(2, running: 2).StatusDescription);

        _report.Hold("held back by the rate limit", TimeSpan.Zero);
        Assert.Equal("waiting for the service, 0:03", Show(3, running: 1).StatusDescription);
    }

    [Fact]
    public void What_was_spent_is_summed_up()
    {
        _report.Spend(0.1m);
        _report.Spend(null);
        _report.Spend(1.155m);

        Assert.Contains("1.26 USD so far", Show(60, done: 3, running: 2).StatusDescription);
    }

    [Fact]
    public void A_bar_that_was_shown_is_taken_away_once()
    {
        Show(1, running: 1);
        _report.Complete();
        _report.Complete();

        Assert.Equal(
            [ProgressRecordType.Processing, ProgressRecordType.Completed], _records.ConvertAll(r => r.RecordType));
        Assert.Equal(_records[0].ActivityId, _records[1].ActivityId);
    }

    private ProgressRecord Show(double seconds, int done = 0, int running = 0, int waiting = 0)
    {
        _seconds = seconds;
        _report.Show(done, running, waiting);
        return _records.Count > 0 ? _records[^1] : new ProgressRecord(0, "none", "none");
    }

    private List<string> Texts() => _records.ConvertAll(record => record.StatusDescription);
}
