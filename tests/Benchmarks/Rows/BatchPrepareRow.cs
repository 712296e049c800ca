using System;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;
using System.Text.Json;
using System.Threading.Tasks;
using ImageGen.Benchmarks.Children;
using ImageGen.Benchmarks.Clients;

namespace ImageGen.Benchmarks.Rows;

/// <summary>
/// Many rows on their way into a batch, up to the upload: Start-AIImageBatch beside a cmdlet with the same parameters
/// that does nothing. Memory is measured in processes of their own, for a tenth of the rows and for all.
/// </summary>
internal sealed class BatchPrepareRow : IRow
{
    private const int Count = 50_000;

    public string Name => "batch-prepare";

    public async IAsyncEnumerable<Figure> MeasureAsync(Bench bench)
    {
        LongRunReport tenth = await PrepareAloneAsync(bench, Count / 10);
        LongRunReport all = await PrepareAloneAsync(bench, Count);

        using ModuleRunspace runspace = new(EmptyCommand.ToEntry());
        PreparedBatch batch = new(runspace, bench.Folder);
        PSObject[] rows = [.. PreparedBatch.Rows(bench.Folder, Count)];
        Rounds rounds = bench.Rounds with { Count = bench.IsQuick ? 3 : 7, WarmUp = 1 };
        IReadOnlyList<Measurement> medians = await rounds.CompareAsync(
        [
            () => Run(() => batch.TakeOnly(rows)),
            () => Run(() => batch.TellOnly(rows)),
            () => Run(() => batch.Prepare(rows, Count)),
        ]);
        bench.EmptyFolder();

        string title = FormattableString.Invariant($"Batch of {Count:N0} rows prepared, each");
        Measurement floor = medians[0].For(Count);
        Measurement whatIf = medians[1].For(Count);
        Measurement prepared = medians[2].For(Count);
        yield return Figure.Of(title, "an empty cmdlet", floor);
        yield return Figure.Of(
            title,
            "cmdlet, -WhatIf",
            whatIf,
            new Comparison(whatIf.Milliseconds / floor.Milliseconds, "× the empty cmdlet's time"));
        yield return Figure.Of(
            title,
            "cmdlet, to the upload",
            prepared,
            new Comparison(prepared.Milliseconds / floor.Milliseconds, "× the empty cmdlet's time", 4),
            new Comparison(all.PeakGrowthBytes / 1e6, "MB more memory at the peak"),
            new Comparison(tenth.PeakGrowthBytes / 1e6, "MB for a tenth of the rows"),
            new Comparison(all.KeptBytes / 1e6, "MB kept"));
    }

    private static async Task<LongRunReport> PrepareAloneAsync(Bench bench, int count)
    {
        string output = await ChildProcess.RunAsync(
            "batch-prepare", count.ToString(CultureInfo.InvariantCulture), bench.Folder);
        return JsonSerializer.Deserialize<LongRunReport>(output)!;
    }

    private static Task Run(Action work)
    {
        work();
        return Task.CompletedTask;
    }
}
