using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Runs.Spending;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Spending;

/// <summary>The file that processes share: what counts, what spoils nothing, and who waits for whom.</summary>
public sealed class LedgerTests : IDisposable
{
    private static readonly DateTimeOffset s_noon = new(2026, 11, 15, 12, 0, 0, TimeSpan.Zero);

    private readonly LedgerFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task A_request_is_one_line_before_and_one_after()
    {
        Ledger ledger = _file.Open();

        string? id = await LedgerFile.ReserveAsync(ledger, 0.25m);
        await LedgerFile.SettleAsync(ledger, id!, 0.2m);

        Assert.Equal([id, id], _file.Lines.Select(line => (string?)line!["id"]));
        Assert.Equal(0.25m, (decimal?)_file.Lines[0]!["reserved"]);
        Assert.Equal(0.2m, (decimal?)_file.Lines[1]!["cost"]);
        Assert.Equal(Environment.MachineName, (string?)_file.Lines[0]!["machine"]);
        Assert.Equal("gpt-image-2", (string?)_file.Lines[0]!["imageModel"]);
        Assert.Null(_file.Lines[0]!["prompt"]);
    }

    [Fact]
    public async Task What_other_processes_spend_counts()
    {
        Ledger one = _file.Open(perDay: 1m);
        Ledger other = _file.Open(perDay: 1m);
        string? id = await LedgerFile.ReserveAsync(one, 0.7m);

        Assert.Null(await LedgerFile.ReserveAsync(other, 0.4m));
        await LedgerFile.SettleAsync(one, id!, 0.5m);
        Assert.NotNull(await LedgerFile.ReserveAsync(other, 0.4m));
        Assert.Null(await LedgerFile.ReserveAsync(one, 0.2m));
    }

    [Theory]
    [InlineData("2026-11-15T00:00:00Z", false)]
    [InlineData("2026-11-14T23:59:59Z", true)]
    [InlineData("2026-11-15T01:00:00+02:00", true)]
    public async Task A_cost_counts_to_the_day_of_its_reservation_in_UTC(string reserved, bool fits)
    {
        _file.Append($"{{\"id\":\"a\",\"t\":\"{reserved}\",\"reserved\":0.8}}\n");
        _file.Append("{\"id\":\"a\",\"t\":\"2026-11-15T11:00:00Z\",\"cost\":0.8}\n");
        Ledger ledger = _file.Open(perDay: 1m, clock: () => s_noon);

        Assert.Equal(fits, await LedgerFile.ReserveAsync(ledger, 0.5m) is not null);
    }

    [Theory]
    [InlineData("2026-11-01T00:00:00Z", false)]
    [InlineData("2026-10-31T23:59:59Z", true)]
    public async Task A_month_begins_on_its_first_day_in_UTC(string reserved, bool fits)
    {
        _file.Append($"{{\"id\":\"a\",\"t\":\"{reserved}\",\"reserved\":0.8}}\n");
        Ledger ledger = _file.Open(perMonth: 1m, clock: () => s_noon);

        Assert.Equal(fits, await LedgerFile.ReserveAsync(ledger, 0.5m) is not null);
    }

    [Fact]
    public async Task A_new_day_and_a_new_month_begin_while_a_process_runs()
    {
        DateTimeOffset now = new(2026, 11, 30, 23, 59, 0, TimeSpan.Zero);
        Ledger ledger = _file.Open(perDay: 1m, perMonth: 1m, clock: () => now);
        string? id = await LedgerFile.ReserveAsync(ledger, 0.8m);
        Assert.Null(await LedgerFile.ReserveAsync(ledger, 0.5m));

        now = now.AddMinutes(2);
        await LedgerFile.SettleAsync(ledger, id!, 0.9m);

        Assert.NotNull(await LedgerFile.ReserveAsync(ledger, 0.5m));
        Assert.Null(await LedgerFile.ReserveAsync(ledger, 0.6m));
    }

    [Theory]
    [InlineData("{\"id\":\"b\",\"t\":\"2026-11-15T11:0")]
    [InlineData("not a line of ours")]
    [InlineData("{\"id\":\"b\",\"reserved\":\"much\"}")]
    [InlineData("[]")]
    [InlineData("{}")]
    public async Task A_torn_line_spoils_no_other(string torn)
    {
        _file.Append("{\"id\":\"a\",\"t\":\"2026-11-15T11:00:00Z\",\"reserved\":0.4}\n" + torn);
        Ledger ledger = _file.Open(perDay: 1m, clock: () => s_noon);

        Assert.NotNull(await LedgerFile.ReserveAsync(ledger, 0.5m));
        Assert.Null(await LedgerFile.ReserveAsync(ledger, 0.2m));
        Assert.Equal(0.5m, (decimal?)_file.Lines[^1]!["reserved"]);
        Assert.Equal(0.9m, _file.Measure().Unsettled);
    }

    [Fact]
    public async Task Nothing_is_read_twice_and_a_ledger_that_was_replaced_is_read_anew()
    {
        Ledger ledger = _file.Open(perDay: 1m);
        Assert.NotNull(await LedgerFile.ReserveAsync(ledger, 0.4m));
        Assert.NotNull(await LedgerFile.ReserveAsync(ledger, 0.4m));
        Assert.Null(await LedgerFile.ReserveAsync(ledger, 0.4m));

        File.WriteAllText(_file.Path, string.Empty);

        Assert.NotNull(await LedgerFile.ReserveAsync(ledger, 0.9m));
    }

    [Fact]
    public async Task One_line_releases_a_reservation_and_the_first_cost_counts()
    {
        Ledger ledger = _file.Open(perDay: 1m);
        string? id = await LedgerFile.ReserveAsync(ledger, 0.8m);
        Assert.Equal(0.8m, _file.Measure().Unsettled);

        _file.Append($"{{\"id\":\"{id}\",\"cost\":0}}\n{{\"id\":\"{id}\",\"cost\":0.7}}\n");

        Assert.NotNull(await LedgerFile.ReserveAsync(ledger, 0.9m));
        Assert.Equal((0m, 0.9m), (_file.Measure().Low, _file.Measure().Unsettled));
    }

    [Fact]
    public async Task Lines_of_the_sandbox_do_not_count()
    {
        _file.Append("{\"id\":\"a\",\"t\":\"2026-11-15T11:00:00Z\",\"reserved\":0.8,\"sandbox\":true}\n");
        _file.Append("{\"id\":\"a\",\"cost\":0.8,\"images\":1}\n");
        Ledger ledger = _file.Open(perDay: 1m, clock: () => s_noon);

        Assert.Equal((0, 0m), (_file.Measure().Requests, _file.Measure().Low));
        Assert.NotNull(await LedgerFile.ReserveAsync(ledger, 0.9m));
    }

    [Fact]
    public async Task Only_the_month_is_read_of_years()
    {
        string old = string.Concat(Enumerable.Range(0, 4000).Select(
            number => $"{{\"id\":\"o{number}\",\"t\":\"2025-11-15T11:00:00Z\",\"reserved\":0.8}}\n"));
        _file.Append(old + "{\"id\":\"a\",\"t\":\"2026-11-02T11:00:00Z\",\"reserved\":0.8}\n");
        using FileStream file = File.OpenRead(_file.Path);

        long start = new LedgerLines(file).FindStart(s_noon.AddDays(-14));

        Assert.InRange(start, 1, file.Length - 60);
        Ledger ledger = _file.Open(perMonth: 1m, clock: () => s_noon);
        Assert.Null(await LedgerFile.ReserveAsync(ledger, 0.3m));
        Assert.NotNull(await LedgerFile.ReserveAsync(ledger, 0.2m));
    }

    [Fact]
    public async Task Who_reads_the_ledger_stops_no_run()
    {
        Ledger ledger = _file.Open(perDay: 1m);
        await LedgerFile.ReserveAsync(ledger, 0.1m);
        using FileStream reader = new(_file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);

        Assert.NotNull(await LedgerFile.ReserveAsync(ledger, 0.1m));
    }

    [Fact]
    public async Task A_writer_waits_for_the_one_before_and_gives_up_when_it_is_stopped()
    {
        Ledger ledger = _file.Open();
        using CancellationTokenSource stopping = new();
        Task<LedgerVerdict> waiting;
        using (await LedgerLock.TakeAsync(LedgerLock.PathFor(_file.Path), LedgerLock.Patience, default))
        {
            waiting = ledger.ReserveAsync(LedgerFile.Reservation(0.1m), stopping.Token);
            Assert.False(waiting.IsCompleted);
            stopping.Cancel();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.Soon());
        }

        Assert.NotNull(await LedgerFile.ReserveAsync(ledger, 0.1m));
    }

    [Fact]
    public async Task A_lock_that_is_not_given_back_stops_sending()
    {
        string path = LedgerLock.PathFor(_file.Path);
        using FileStream held = await LedgerLock.TakeAsync(path, LedgerLock.Patience, default);

        await Assert.ThrowsAsync<IOException>(() => LedgerLock.TakeAsync(path, TimeSpan.Zero, default));
        AIImageException failure = await Assert.ThrowsAsync<AIImageException>(
            () => _file.Open().SettleAsync(new LedgerSettlement("a"), LedgerFile.Order().Service, TimeSpan.Zero));
        Assert.Equal((ErrorIds.ImageWriteFailed, true), (failure.ErrorId, failure.IsPermanent));
    }
}
