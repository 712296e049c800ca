using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using System.Threading.Tasks;
using ImageGen.Benchmarks.Children;
using ImageGen.Benchmarks.Clients;

namespace ImageGen.Benchmarks.Rows;

/// <summary>
/// The output file of a batch, to the disk: the cmdlet beside a loop that decodes and writes the same file. What it
/// does to memory is measured in a process of its own.
/// </summary>
internal sealed class BatchReceiveRow : IRow
{
    public const int Length = 2 * Bench.Megabyte;

    public string Name => "batch-receive";

    public async IAsyncEnumerable<Figure> MeasureAsync(Bench bench)
    {
        int images = bench.IsQuick ? 128 : 2000;
        Uri address = bench.Server.BaseUri(Length);
        string output = await ChildProcess.RunAsync(
            "batch-receive", address.AbsoluteUri, images.ToString(CultureInfo.InvariantCulture), bench.Folder);
        LongRunReport report = JsonSerializer.Deserialize<LongRunReport>(output)!;
        bench.EmptyFolder();

        AIImageService service = bench.Runspace.Connect(address);
        OutputLoop loop = new(address, bench.Folder);
        ReceivedBatch small = new(bench.Runspace, service, bench.Folder, images: 32);
        await CompareAsync(bench.Rounds with { Count = 1, WarmUp = 1 }, loop, small);
        ReceivedBatch batch = new(bench.Runspace, service, bench.Folder, images);
        IReadOnlyList<Measurement> medians =
            await CompareAsync(bench.Rounds with { Count = bench.IsQuick ? 5 : 3, WarmUp = 0 }, loop, batch);
        bench.EmptyFolder();

        string title = FormattableString.Invariant($"Batch of {images:N0} images of 2 MB received, each");
        Measurement floor = medians[0].For(images);
        Measurement cmdlet = medians[1].For(images);
        yield return Figure.Of(title, "HttpClient", floor);
        yield return Figure.Of(
            title,
            "cmdlet",
            cmdlet,
            new Comparison(cmdlet.Milliseconds / floor.Milliseconds, "× HttpClient's time", 1.15),
            new Comparison(cmdlet.AllocatedBytes / Length, "× the bytes", 0.02),
            new Comparison(report.PeakGrowthBytes / 1e6, "MB more memory at the peak", 40),
            new Comparison(report.KeptBytes / 1e6, "MB of it kept"));
    }

    private static Task<IReadOnlyList<Measurement>> CompareAsync(Rounds rounds, OutputLoop loop, ReceivedBatch batch) =>
        rounds.CompareAsync(
        [
            () => loop.ReceiveAsync(batch.OutputFile, batch.Images, Length),
            () =>
            {
                batch.Receive(Length);
                return Task.CompletedTask;
            },
        ]);
}
