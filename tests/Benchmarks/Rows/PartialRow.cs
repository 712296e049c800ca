using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Benchmarks.Clients;

namespace ImageGen.Benchmarks.Rows;

/// <summary>
/// How long after its last bytes were sent a partial image is with the caller: for the cmdlet, on the pipeline. The
/// service waits after it, so that nothing that follows can push it on.
/// </summary>
internal sealed class PartialRow : IRow
{
    private const int Length = 2 * Bench.Megabyte;
    private const int PauseMilliseconds = 50;

    public string Name => "partial";

    public async IAsyncEnumerable<Figure> MeasureAsync(Bench bench)
    {
        List<double>[] delays = [.. bench.Sources.Select(_ => new List<double>())];
        for (int round = -bench.Rounds.WarmUp; round < bench.Rounds.Count; round++)
        {
            for (int at = 0; at < bench.Sources.Count; at++)
            {
                double delay = await MeasureAsync(bench, bench.Sources[at]);
                if (round >= 0) delays[at].Add(delay);
            }
        }

        for (int at = 0; at < bench.Sources.Count; at++)
        {
            double delay = Measurement.MedianOf(delays[at]);
            yield return new Figure("2 MB partial image, from its last bytes sent", bench.Sources[at].Name)
            {
                Milliseconds = delay,
                Comparisons = bench.Sources[at] is CmdletSource ? [new Comparison(delay, "ms", 5)] : [],
            };
        }
    }

    private static async Task<double> MeasureAsync(Bench bench, IImageSource source)
    {
        long arrived = 0;
        await source.GetAsync(new ImageTask(bench.Server.BaseUri(Length, PauseMilliseconds), Length)
        {
            IsStreamed = true,
            OnPartial = () => arrived = Stopwatch.GetTimestamp(),
        });
        return Stopwatch.GetElapsedTime(await bench.Server.ReadPartialSentAsync(), arrived).TotalMilliseconds;
    }
}
