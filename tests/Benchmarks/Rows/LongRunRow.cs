using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using ImageGen.Benchmarks.Children;

namespace ImageGen.Benchmarks.Rows;

/// <summary>Does memory stay where it is? A process of its own writes image after image to disk.</summary>
internal sealed class LongRunRow : IRow
{
    private const int Length = 2 * Bench.Megabyte;

    public string Name => "long-run";

    public async IAsyncEnumerable<Figure> MeasureAsync(Bench bench)
    {
        int count = bench.IsQuick ? 200 : 2000;
        string output = await ChildProcess.RunAsync(
            "long-run",
            bench.Server.BaseUri(Length).AbsoluteUri,
            count.ToString(CultureInfo.InvariantCulture),
            bench.Folder);
        LongRunReport report = JsonSerializer.Deserialize<LongRunReport>(output)!;
        yield return Figure.Of(
            $"{count:N0} images to disk, {LongRunChild.AtOnce} at once",
            "cmdlet",
            report.Each,
            new Comparison(report.PeakGrowthBytes / 1e6, "MB more memory at the peak", 60),
            new Comparison(report.KeptBytes / 1e6, "MB of it kept"));
    }
}
