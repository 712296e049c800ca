using System;
using System.Diagnostics;
using System.Threading.Tasks;

namespace ImageGen.Benchmarks.Children;

/// <summary>What a long run used.</summary>
/// <param name="Each">For each image or row, on average.</param>
/// <param name="PeakGrowthBytes">Memory of the process at its peak, over what it had before.</param>
/// <param name="KeptBytes">What is still referenced at the end, over what was before.</param>
internal sealed record LongRunReport(Measurement Each, double PeakGrowthBytes, double KeptBytes)
{
    /// <summary>Runs it once, in a process that has done little else before.</summary>
    public static async Task<LongRunReport> TakeAsync(Action run, int count)
    {
        using Process process = Process.GetCurrentProcess();
        long referenced = GC.GetTotalMemory(forceFullCollection: true);
        process.Refresh();
        long before = process.WorkingSet64;
        Measurement all = await Measurement.TakeAsync(() =>
        {
            run();
            return Task.CompletedTask;
        });
        process.Refresh();
        return new LongRunReport(
            all.For(count),
            process.PeakWorkingSet64 - before,
            GC.GetTotalMemory(forceFullCollection: true) - referenced);
    }
}
