using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Benchmarks.Clients;

namespace ImageGen.Benchmarks.Rows;

/// <summary>One image, got in each of the ways there are: the whole answer, the stream, into a file.</summary>
internal sealed class ImageRow(int megabytes, bool isStreamed, bool isFile) : IRow
{
    private const double Faster = 1.0;
    private const double Quarter = 0.25;

    public string Name =>
        $"image-{megabytes}{(isStreamed ? "-streamed" : string.Empty)}{(isFile ? "-file" : string.Empty)}";

    private int Length => megabytes * Bench.Megabyte;

    private bool IsSmall => megabytes == 2;

    private string Title => $"{megabytes} MB image"
        + (isStreamed ? ", streamed with a partial one" : isFile ? ", to a file" : string.Empty);

    /// <summary>The most that the cmdlet should allocate, against the bytes of the image.</summary>
    private double? AllocationTarget => isFile ? (IsSmall ? 0.05 : 0.01) : isStreamed ? null : IsSmall ? 1.10 : 1.05;

    public async IAsyncEnumerable<Figure> MeasureAsync(Bench bench)
    {
        ImageTask order = new(bench.Server.BaseUri(Length), Length) { IsStreamed = isStreamed };
        int files = 0;
        Func<Task>[] ways =
        [
            .. bench.Sources.Select<IImageSource, Func<Task>>(source => () => source.GetAsync(isFile
                ? order with { Path = System.IO.Path.Combine(bench.Folder, $"{files++}.png") }
                : order)),
        ];
        IReadOnlyList<Measurement> medians =
            await bench.Rounds.CompareAsync(ways, times: IsSmall ? 8 : 2, bench.EmptyFolder);

        Measurement floor = medians[0];
        Measurement sdk = medians[^1];
        for (int at = 0; at < medians.Count; at++)
        {
            bool isCmdlet = bench.Sources[at] is CmdletSource;
            Measurement one = medians[at];
            double allocated = one.AllocatedBytes / order.Delivered;
            List<Comparison> comparisons =
                [new Comparison(allocated, "× the bytes", isCmdlet ? AllocationTarget : null)];
            if (at > 0)
            {
                double times = one.Milliseconds / floor.Milliseconds;
                comparisons.Insert(0, new Comparison(times, "× HttpClient's time", isCmdlet ? 1.25 : null));
            }

            if (isCmdlet)
            {
                comparisons.Add(new Comparison(one.Milliseconds / sdk.Milliseconds, "× OpenAI .NET's time", Faster));
                comparisons.Add(new Comparison(one.AllocatedBytes / sdk.AllocatedBytes, "× its allocation", Quarter));
            }

            yield return Figure.Of(Title, bench.Sources[at].Name, one, comparisons);
        }
    }
}
