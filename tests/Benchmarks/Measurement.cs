using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;

namespace ImageGen.Benchmarks;

/// <summary>What one piece of work used in this process, all its threads together.</summary>
internal sealed record Measurement(double Milliseconds, double CpuMilliseconds, double AllocatedBytes)
{
    /// <summary>Runs the work several times and takes the average of one.</summary>
    public static async Task<Measurement> TakeAsync(Func<Task> work, int times = 1)
    {
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        Stopwatch watch = Stopwatch.StartNew();
        for (int i = 0; i < times; i++) await work();

        return new Measurement(
            watch.Elapsed.TotalMilliseconds / times,
            (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / times,
            (GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)times);
    }

    /// <summary>The share of one of so many.</summary>
    public Measurement For(int count) =>
        new(Milliseconds / count, CpuMilliseconds / count, AllocatedBytes / count);

    /// <summary>The median of each of the three.</summary>
    public static Measurement Median(IReadOnlyCollection<Measurement> measurements) => new(
        MedianOf(measurements.Select(one => one.Milliseconds)),
        MedianOf(measurements.Select(one => one.CpuMilliseconds)),
        MedianOf(measurements.Select(one => one.AllocatedBytes)));

    public static double MedianOf(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
