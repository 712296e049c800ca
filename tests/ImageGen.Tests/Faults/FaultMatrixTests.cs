using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace ImageGen.Tests.Faults;

/// <summary>Every phase of a request with every fault that makes sense in it.</summary>
public sealed class FaultMatrixTests(FaultMatrix matrix) : IClassFixture<FaultMatrix>
{
    public static IEnumerable<TheoryDataRow<string>> Cells =>
        FaultTable.Cells.Values.Select(cell => new TheoryDataRow<string>(cell.Name));

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_fault_ends_as_the_table_says(string cell)
    {
        FaultOutcome outcome = await matrix.OutcomeOf(cell);

        string expected = FaultTable.Cells[cell].Expected;
        Assert.True(expected == outcome.Summary, $"Expected: {expected}\nActual:   {outcome.Summary}");
        Assert.Empty(outcome.Leaks);
        Assert.Empty(outcome.Controls);
        Assert.Empty(outcome.Problems);
    }

    [Fact]
    public async Task Over_the_whole_table_nothing_is_paid_twice_lost_hung_leaked_or_left_over()
    {
        FaultOutcome[] outcomes = [.. (await matrix.AllAsync())];

        Assert.True(outcomes.Length > 300);
        Assert.True(outcomes.Count(outcome => outcome.Cell.Phase == ToldPicture.Phase) > 500);
        AssertNone("paid for nothing", outcomes, outcome => outcome.PaidForNothing);
        AssertNone("paid twice", outcomes, outcome => outcome.PaidTwice);
        AssertNone("wrong images", outcomes, outcome => outcome.WrongImages);
        AssertNone("lost", outcomes, outcome => outcome.Lost);
        AssertNone("hung", outcomes, outcome => outcome.IsHung ? 1 : 0);
        AssertNone("leaked keys and passwords", outcomes, outcome => outcome.Leaks.Count);
        AssertNone("left over", outcomes, outcome => outcome.Leftovers.Count);
    }

    private static void AssertNone(string what, IReadOnlyList<FaultOutcome> outcomes, Func<FaultOutcome, int> count)
    {
        IEnumerable<string> where = outcomes.Where(outcome => count(outcome) > 0).Select(outcome => outcome.Cell.Name);
        Assert.True(outcomes.Sum(count) == 0, $"{what}: {outcomes.Sum(count)} in {string.Join(", ", where)}");
    }
}
