using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Runs.Spending;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Spending;

/// <summary>
/// Random plans, answers and failures of eight processes on one ledger. Each opens the ledger for itself, as a process
/// does; one that is killed never writes again.
/// </summary>
public sealed class LedgerPropertyTests : IDisposable
{
    private const int Processes = 8;

    private readonly LedgerFile _file = new();
    private readonly ConcurrentDictionary<string, decimal> _settled = [];
    private readonly ConcurrentDictionary<string, decimal> _standing = [];
    private readonly ConcurrentBag<decimal> _excesses = [];
    private int _refused;

    public void Dispose() => _file.Dispose();

    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 20)]
    [InlineData(3, 1000)]
    public async Task What_is_settled_is_what_living_processes_received_and_the_limit_holds(int seed, int limit)
    {
        await Task.WhenAll(Enumerable.Range(0, Processes).Select(
            number => Task.Run(() => RunAsync(new Random(seed * 100 + number), limit)))).Soon();

        AIImageCost sum = _file.Measure();
        int unsent = _file.Lines.Count(line => (string?)line!["error"] == "NotSent");
        Assert.Equal(_settled.Values.Sum(), sum.Low);
        Assert.Equal(_standing.Values.Sum(), sum.Unsettled);
        Assert.Equal(_settled.Count + _standing.Count, sum.Requests - unsent);
        Assert.InRange(sum.High!.Value, 0, limit + _excesses.Sum());
        Assert.Equal(limit < 1000, _refused > 0);
    }

    /// <summary>One process: several requests at once under one budget, until it is done or killed.</summary>
    private async Task RunAsync(Random random, decimal limit)
    {
        Ledger ledger = _file.Open(perMonth: limit);
        Budget budget = new(limit: null);
        using CancellationTokenSource killing = new();
        List<Task> running = [];
        for (int number = 0; number < 60 && !killing.IsCancellationRequested; number++)
        {
            decimal most = random.Next(1, 40) / 100m;
            decimal cost = random.Next(5) == 0 ? most * 1.1m : most * random.Next(0, 100) / 100m;
            Ending ending = number > 20 && random.Next(20) == 0 ? Ending.Killed : (Ending)random.Next(0, 5);
            running.Add(RequestAsync(budget, ledger, most, cost, ending, killing));
            if (running.Count >= 3) running.Remove(await Task.WhenAny(running));
        }

        await Task.WhenAll(running);
    }

    private async Task RequestAsync(
        Budget budget, Ledger ledger, decimal most, decimal cost, Ending ending, CancellationTokenSource killing)
    {
        Claim claim = new(most, ledger, LedgerFile.Reservation(most));
        try
        {
            if (await budget.ReserveAsync(claim, killing.Token) is AIImageException refusal)
            {
                Assert.Equal(ErrorIds.BudgetExceeded, refusal.ErrorId);
                Interlocked.Increment(ref _refused);
                return;
            }
        }
        catch (OperationCanceledException)
        {
            return;
        }

        string id = claim.Reservation!.Id;
        await Task.Yield();
        if (ending == Ending.Killed) killing.Cancel();
        if (killing.IsCancellationRequested)
        {
            _standing[id] = most;
        }
        else if (ending == Ending.Unknown)
        {
            _standing[id] = most;
            await LedgerFile.SettleAsync(ledger, id, cost: null);
            budget.Settle(most, most);
        }
        else
        {
            decimal paid = ending == Ending.Refused ? 0 : cost;
            _settled[id] = paid;
            if (paid > most) _excesses.Add(paid - most);
            await LedgerFile.SettleAsync(ledger, id, paid);
            budget.Settle(most, paid);
        }
    }

    private enum Ending
    {
        Answered,
        AnsweredToo,
        AnsweredAsWell,
        Refused,
        Unknown,
        Killed,
    }
}
