using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Runs.Spending;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Spending;

/// <summary>Reservations under a limit: what waits, what is refused, and that timing decides neither.</summary>
public sealed class BudgetTests
{
    [Fact]
    public async Task What_does_not_fit_waits_for_what_is_open_and_is_refused_when_nothing_is()
    {
        Budget budget = new(1m);
        Assert.True(await ReserveAsync(budget, 0.7m, default));
        Task<bool> waiting = ReserveAsync(budget, 0.5m, default);
        Task<bool> behind = ReserveAsync(budget, 0.1m, default);
        Assert.False(waiting.IsCompleted);
        Assert.False(behind.IsCompleted);

        budget.Settle(0.7m, 0.6m);

        Assert.False(await waiting.Soon());
        Assert.True(await behind.Soon());
        Assert.Equal(0.6m, budget.Spent);
    }

    [Fact]
    public async Task What_turned_out_cheaper_makes_room()
    {
        Budget budget = new(1m);
        Assert.True(await ReserveAsync(budget, 0.7m, default));
        Task<bool> waiting = ReserveAsync(budget, 0.8m, default);

        budget.Settle(0.7m, 0.2m);

        Assert.True(await waiting.Soon());
    }

    [Fact]
    public async Task Who_leaves_lets_the_next_one_through()
    {
        Budget budget = new(1m);
        using CancellationTokenSource leaving = new();
        Assert.True(await ReserveAsync(budget, 0.5m, default));
        Task<bool> gone = ReserveAsync(budget, 0.6m, leaving.Token);
        Task<bool> next = ReserveAsync(budget, 0.4m, default);

        leaving.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone.Soon());
        Assert.True(await next.Soon());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task What_is_refused_depends_on_amounts_and_not_on_the_order_of_the_ends(int seed)
    {
        Random random = new(seed);
        (decimal Most, decimal Cost)[] plan =
            [.. Enumerable.Range(0, 60).Select(_ => (Most: random.Next(1, 50) / 100m, random.Next(1, 50) / 100m))];
        plan = [.. plan.Select(item => (item.Most, Math.Min(item.Most, item.Cost)))];
        bool[] oneByOne = await RunAsync(plan, atOnce: 1, random);

        for (int round = 0; round < 10; round++)
        {
            Assert.Equal(oneByOne, await RunAsync(plan, random.Next(2, 12), random));
        }

        Assert.Contains(false, oneByOne);
    }

    private static async Task<bool> ReserveAsync(Budget budget, decimal most, CancellationToken token) =>
        await budget.ReserveAsync(new Claim(most), token) is null;

    private static async Task<bool[]> RunAsync((decimal Most, decimal Cost)[] plan, int atOnce, Random random)
    {
        Budget budget = new(5m);
        bool[] served = new bool[plan.Length];
        List<(int Number, Task<bool> Turn)> waiting = [];
        List<int> open = [];
        for (int next = 0; next < plan.Length || waiting.Count > 0 || open.Count > 0;)
        {
            while (next < plan.Length && waiting.Count + open.Count < atOnce)
            {
                waiting.Add((next, ReserveAsync(budget, plan[next].Most, default)));
                next++;
            }

            foreach ((int number, Task<bool> turn) in waiting.Where(item => item.Turn.IsCompleted).ToArray())
            {
                waiting.Remove((number, turn));
                served[number] = await turn;
                if (served[number]) open.Add(number);
            }

            if (open.Count == 0) continue;

            int ended = open[random.Next(open.Count)];
            open.Remove(ended);
            budget.Settle(plan[ended].Most, plan[ended].Cost);
        }

        Assert.InRange(budget.Spent, 0, 5m);
        return served;
    }
}
