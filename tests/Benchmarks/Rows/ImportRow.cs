using System.Collections.Generic;
using System.Globalization;
using System.IO;
using ImageGen.Benchmarks.Children;
using ImageGen.Benchmarks.Clients;

namespace ImageGen.Benchmarks.Rows;

/// <summary>The first import of a process, beside that of a module in which there is nothing.</summary>
internal sealed class ImportRow : IRow
{
    public string Name => "import";

    public async IAsyncEnumerable<Figure> MeasureAsync(Bench bench)
    {
        string folder = Directory.CreateDirectory(Path.Combine(bench.Folder, "EmptyModule")).FullName;
        string empty = EmptyModule.Create(folder);
        List<double> emptyTimes = [];
        List<double> times = [];
        for (int round = -1; round < bench.Rounds.Count; round++)
        {
            double emptyTime = Parse(await ChildProcess.RunAsync("import", empty));
            double time = Parse(await ChildProcess.RunAsync("import", ModuleRunspace.Manifest));
            if (round < 0) continue;
            emptyTimes.Add(emptyTime);
            times.Add(time);
        }

        double floor = Measurement.MedianOf(emptyTimes);
        double median = Measurement.MedianOf(times);
        const string Title = "Import-Module in a new process";
        yield return new Figure(Title, "an empty module") { Milliseconds = floor };
        yield return new Figure(Title, "ImageGen")
        {
            Milliseconds = median,
            Comparisons = [new Comparison(median / floor, "× the empty module's time", 1.15)],
        };
    }

    private static double Parse(string milliseconds) => double.Parse(milliseconds, CultureInfo.InvariantCulture);
}
