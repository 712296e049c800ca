using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace ImageGen.Tests.Faults;

/// <summary>
/// Every step of a batch with every fault that makes sense in it, and the same command with -Resume behind it.
/// </summary>
public sealed class BatchFaultTests(BatchFaultMatrix matrix) : IClassFixture<BatchFaultMatrix>
{
    public static IEnumerable<TheoryDataRow<string>> Cells =>
        BatchCells.All.Keys.Select(static name => new TheoryDataRow<string>(name));

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_fault_ends_as_the_table_says(string cell)
    {
        BatchOutcome outcome = await matrix.OutcomeOf(cell);

        string expected = outcome.Cell.Expected;
        Assert.True(expected == outcome.Summary, $"Expected: {expected}\nActual:   {outcome.Summary}");
        Assert.Empty(outcome.Leaks);
        Assert.Empty(outcome.Controls);
        Assert.Empty(outcome.Problems);
    }

    [Fact]
    public async Task Over_the_whole_table_nothing_is_paid_twice_lost_hung_leaked_or_left_over()
    {
        BatchOutcome[] outcomes = await matrix.AllAsync();

        Assert.True(outcomes.Length > 250);
        AssertNone("paid twice", outcomes, outcome => outcome.PaidTwice);
        AssertNone("lost", outcomes, outcome => outcome.Lost);
        AssertNone("hung", outcomes, outcome => outcome.IsHung ? 1 : 0);
        AssertNone("leaked keys", outcomes, outcome => outcome.Leaks.Count);
        AssertNone("left over", outcomes, outcome => outcome.Leftovers.Count);
    }

    private static void AssertNone(string what, IReadOnlyList<BatchOutcome> outcomes, Func<BatchOutcome, int> count)
    {
        IEnumerable<string> where = outcomes.Where(outcome => count(outcome) > 0).Select(outcome => outcome.Cell.Name);
        Assert.True(outcomes.Sum(count) == 0, $"{what}: {outcomes.Sum(count)} in {string.Join(", ", where)}");
    }
}
