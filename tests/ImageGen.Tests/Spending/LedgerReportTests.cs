using System;
using System.Linq;
using ImageGen.Runs.Spending;
using Xunit;

namespace ImageGen.Tests.Spending;

/// <summary>What a ledger sums up to, by groups and within a time.</summary>
public sealed class LedgerReportTests : IDisposable
{
    private const string Text = """
        {"id":"a","t":"2026-10-31T23:00:00Z","reserved":0.5,"user":"ann","machine":"web","service":"OpenAI","imageModel":"gpt-image-2"}
        {"id":"a","t":"2026-11-01T00:00:05Z","cost":0.4,"imageCost":0.3,"modelCost":0.1,"tokens":100,"images":2}
        {"id":"b","t":"2026-11-01T00:00:00Z","reserved":0.5,"user":"bob","machine":"web","service":"Azure","imageModel":"gpt-image-2"}
        {"id":"b","t":"2026-11-01T00:01:00Z","cost":0.2,"tokens":50,"images":1}
        {"id":"c","t":"2026-11-02T10:00:00Z","reserved":0.25,"user":"ann","machine":"db","service":"OpenAI","imageModel":"x"}
        {"id":"c","t":"2026-11-02T10:01:00Z","error":"ResultUnknown"}
        {"id":"d","t":"2026-11-02T11:00:00Z","reserved":null,"user":"\u001b[31mred","service":"OpenAI"}
        {"id":"d","t":"2026-11-02T11:00:01Z","cost":0,"error":"ContentRejected"}

        """;

    private readonly LedgerFile _file = new();

    public LedgerReportTests() => _file.Append(Text);

    public void Dispose() => _file.Dispose();

    [Theory]
    [InlineData("None", "=0.6/0.25")]
    [InlineData("Month", "2026-10=0.4/0 2026-11=0.2/0.25")]
    [InlineData("Day", "2026-10-31=0.4/0 2026-11-01=0.2/0 2026-11-02=0/0.25")]
    [InlineData("Service", "Azure=0.2/0 OpenAI=0.4/0.25")]
    [InlineData("Model", "-=0/0 gpt-image-2=0.6/0 x=0/0.25")]
    [InlineData("User", "[31mred=0/0 ann=0.4/0.25 bob=0.2/0")]
    [InlineData("Machine", "-=0/0 db=0/0.25 web=0.6/0")]
    public void Costs_are_summed_by_group(string grouping, string expected)
    {
        LedgerReport report = new(Enum.Parse<LedgerGrouping>(grouping), since: null, until: null);

        report.Read(_file.Path);

        Assert.Equal(
            expected,
            string.Join(' ', report.Costs.Select(
                cost => FormattableString.Invariant($"{cost.Name}={cost.Expected}/{cost.Unsettled}"))));
    }

    [Fact]
    public void A_sum_has_its_parts()
    {
        AIImageCost sum = _file.Measure();

        Assert.Equal((4, 3, 150), (sum.Requests, sum.Images, sum.Tokens));
        Assert.Equal((0.6m, 0.6m, 0.85m), (sum.Low, sum.Expected, sum.High));
        Assert.Equal((0.5m, 0.1m), (sum.ImageCost, sum.ModelCost));
        Assert.Equal(AIImageCostBasis.Usage, sum.Basis);
    }

    [Theory]
    [InlineData("2026-11-01", null, 0.2)]
    [InlineData(null, "2026-11-01", 0.4)]
    [InlineData("2026-11-01", "2026-11-02", 0.2)]
    [InlineData("2027-01-01", null, 0)]
    public void Only_requests_within_the_time_count(string? since, string? until, double expected)
    {
        LedgerReport report = new(LedgerGrouping.None, Day(since), Day(until));

        report.Read(_file.Path);

        Assert.Equal((decimal)expected, report.Costs.Single().Expected);
    }

    [Fact]
    public void A_request_whose_price_is_unknown_leaves_no_upper_end()
    {
        _file.Append("{\"id\":\"e\",\"t\":\"2026-11-02T11:00:00Z\",\"reserved\":null}\nnonsense\n");
        LedgerReport report = new(LedgerGrouping.None, since: null, until: null);

        report.Read(_file.Path);

        Assert.Null(report.Costs.Single().High);
        Assert.Equal(1, report.Unreadable);
    }

    [Fact]
    public void A_ledger_that_is_not_there_is_named()
    {
        LedgerReport report = new(LedgerGrouping.None, since: null, until: null);

        AIImageException failure = Assert.Throws<AIImageException>(() => report.Read(_file.Path + ".gone"));

        Assert.Contains("spent.jsonl.gone", failure.Message);
    }

    private static DateTime? Day(string? text) => text is null ? null : DateTime.Parse(text);
}
