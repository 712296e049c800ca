using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Tests.Batches;
using ImageGen.Tests.Support;

namespace ImageGen.Tests.Faults;

/// <summary>Runs one cell of a batch: into its fault, and with -Resume behind it.</summary>
internal sealed class BatchRun(ModuleSession session, BatchCell cell)
{
    private const string Record = "r.batch";
    private const int Long = 50;

    /// <summary>By then the pauses before another attempt are so long that the time ends in one of them.</summary>
    private const int InPause = 6;

    private static readonly string[] s_names = ["a.png", "b.png"];

    private readonly string _folder = Directory.CreateDirectory(session.PathOf(Guid.NewGuid().ToString("N"))).FullName;

    public async Task<BatchOutcome> RunAsync()
    {
        BatchStub stub = new(cell);
        StillClock clock = new();
        session.Clock = clock;
        await using RawServer server = new(_folder, isSecure: false, [(connection, _) => stub.ServeAsync(connection)])
        {
            Clock = clock,
        };
        session.Runspace.SessionStateProxy.Path.SetLocation(_folder);
        try
        {
            RunResult first = await RunAsync(server, "", isFirst: true);
            IReadOnlyList<FoundFile> left = FoundFile.In(_folder);
            int faults = stub.Faults;
            stub.Mend();
            cell.Mend?.Invoke(_folder);
            RunResult second = await RunAsync(server, "-Resume", isFirst: false);
            return Read(stub, server, first, left, second, faults);
        }
        catch (TimeoutException)
        {
            return new BatchOutcome(cell) { Summary = "no end", IsHung = true };
        }
    }

    /// <summary>Folders that are put where the images go.</summary>
    private IEnumerable<string> Obstacles =>
        cell.Stage == BatchStage.Save ? s_names.Select(static name => name + "/") : [];

    private Task<RunResult> RunAsync(RawServer server, string resume, bool isFirst)
    {
        // Only the command that meets a fault without an end is given little time; the others have it, on a busy machine too.
        bool isEndless = isFirst && (cell.Fault.Name == "hang" || cell.Error?.Contains(ErrorIds.OperationTimedOut) == true);

        // A limit that others pass is waited out for as long as the request may take, in pauses that grow to seconds.
        bool isLimit = isFirst && cell.IsAlways && BatchFaults.IsLimit(cell.Fault);
        int TimeOf(params BatchStage[] stages) =>
            !stages.Contains(cell.Stage) ? Long : isLimit ? InPause : isEndless ? FaultCell.Short : Long;
        return Task.Run(() => session.Run(
            $$"""
            $VerbosePreference = $DebugPreference = 'Continue'
            if ($isFirst) { Connect-AIImageService -ApiKey $key -BaseUri $address -Project $project -Name $project }
            $start = @{ MaximumRetryCount = 1; TimeoutSec = {{TimeOf(BatchStage.Upload, BatchStage.Create)}} }
            $wait = @{ MaximumRetryCount = 1; TimeoutSec = {{TimeOf(BatchStage.Poll)}} }
            $receive = @{ MaximumRetryCount = 1; TimeoutSec = {{TimeOf(BatchStage.Download)}} }
            'a', 'b' | Start-AIImageBatch -Model gpt-image-2 -Quality low -Size 1024x1024 -OutFile './{slug}.png' -Record ./{{Record}} {{resume}} @start |
                Wait-AIImageBatch @wait | ForEach-Object { if ($before) { $before.Invoke() }; $_ } |
                Receive-AIImageBatch {{resume}}{{(isFirst && cell.RemovesFiles ? " -RemoveFiles" : "")}} @receive
            """,
            ("before", isFirst && cell.Before is not null ? (Action)(() => cell.Before(_folder)) : null),
            ("isFirst", isFirst),
            ("key", LoopbackService.Key),
            ("project", ModuleSession.NewProject()),
            ("address", server.BaseUri.AbsoluteUri))).Soon();
    }

    private BatchOutcome Read(
        BatchStub stub, RawServer server, RunResult first, IReadOnlyList<FoundFile> left, RunResult second, int faults)
    {
        IReadOnlyList<FoundFile> files = FoundFile.In(_folder);
        OutputText[] texts = [new(first, left), new(second, files)];
        string? error = texts[0].ErrorIds.Count == 0 ? null : string.Join(",", texts[0].ErrorIds);
        return new BatchOutcome(cell)
        {
            Summary = BatchOutcome.Summarize(error, first.Images.Count),
            PaidTwice = Math.Max(0, stub.Created - 1),
            Lost = s_names.Where((name, row) => !IsThere(name, row)).Count(),
            Leaks = [.. texts.SelectMany(text => text.Holding(LoopbackService.Key))],
            Controls = [.. texts.SelectMany(text => text.WithControls())],
            Leftovers =
            [
                .. left.Where(file => !file.IsForeign).Select(file => file.Name).Except([.. s_names, Record, .. Obstacles]),
                .. files.Select(file => file.Name).Except([.. s_names, Record]),
            ],
            Problems =
            [
                .. server.Problems.Select(problem => problem.ToString()),
                .. texts[1].Errors.Select(problem => $"second run: {problem}"),
                .. second.Images.Count == 2 ? Array.Empty<string>() : [$"second run: {second.Images.Count} images"],
                .. cell.Stage == BatchStage.Save || faults > 0 ? Array.Empty<string>() : ["the fault was not met"],
            ],
        };
    }

    private bool IsThere(string name, int row)
    {
        string path = Path.Combine(_folder, name);
        return File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(OutputScript.Picture(row));
    }
}
