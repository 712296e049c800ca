using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

namespace ImageGen.Benchmarks;

/// <summary>How often everything is measured.</summary>
/// <param name="Count">Rounds that count.</param>
/// <param name="WarmUp">Rounds before them, until the code is compiled as it stays.</param>
internal sealed record Rounds(int Count, int WarmUp)
{
    /// <summary>
    /// Measures several ways to do one thing, each once in every round and in turn as the first, so that whatever else
    /// the machine does hits all alike.
    /// </summary>
    /// <returns>The medians, in the order of the ways.</returns>
    public async Task<IReadOnlyList<Measurement>> CompareAsync(
        IReadOnlyList<Func<Task>> ways, int times = 1, Action? cleanUp = null)
    {
        List<Measurement>[] taken = [.. ways.Select(_ => new List<Measurement>())];
        for (int round = -WarmUp; round < Count; round++)
        {
            for (int turn = 0; turn < ways.Count; turn++)
            {
                int way = (WarmUp + round + turn) % ways.Count;

                // Each pays for its own garbage and not for that of the one before.
                GC.Collect();
                GC.WaitForPendingFinalizers();
                Measurement measurement = await Measurement.TakeAsync(ways[way], times);
                cleanUp?.Invoke();
                if (round >= 0) taken[way].Add(measurement);
            }
        }

        return [.. taken.Select(Measurement.Median)];
    }
}
