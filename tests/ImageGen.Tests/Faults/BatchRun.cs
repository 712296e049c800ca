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
    /// <summary>The name of the record.</summary>
    public const string Record = "r.batch";

    /// <summary>Longer than anything takes that has an end; it is no real time.</summary>
    private const int Long = 86_400;

    private static readonly string[] s_names = ["a.png", "b.png"];

    private readonly string _folder = Directory.CreateDirectory(session.PathOf(Guid.NewGuid().ToString("N"))).FullName;
    private IDisposable? _held;

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
            session.Disk = cell.Disk;
            RunResult first = await RunAsync(server, "", isFirst: true);
            session.Disk = null;
            _held?.Dispose();
            OutputText text = new(first, FoundFile.In(_folder));
            BatchOutcome outcome = new(cell)
            {
                Summary = BatchOutcome.Summarize(
                    text.ErrorIds.Count == 0 ? null : string.Join(",", text.ErrorIds),
                    server.Received,
                    cell.Connections is null ? null : server.Connections,
                    first.Images.Count,
                    text.Failures.Count(failure => failure.Image is not null)),
                Leftovers = [.. LeftBy(text)],
                Problems = cell.Stage == BatchStage.Save || stub.Faults > 0 ? [] : ["the fault was not met"],
            };
            stub.Mend();
            cell.Mend?.Invoke(_folder);
            RunResult second = await RunAsync(server, "-Resume", isFirst: false);
            return Read(outcome, stub, server, [text, new(second, FoundFile.In(_folder))], second);
        }
        catch (TimeoutException)
        {
            return new BatchOutcome(cell) { Summary = "no end", IsHung = true };
        }
    }

    private Task<RunResult> RunAsync(RawServer server, string resume, bool isFirst)
    {
        // Only the command that meets a fault without an end has an end of its own.
        bool isEndless = isFirst
            && (BatchFaults.IsSilence(cell.Fault)
                || cell.Error?.Contains(ErrorIds.OperationTimedOut) == true
                || (cell.IsAlways && BatchFaults.IsLimit(cell.Fault)));
        int TimeOf(params BatchStage[] stages) =>
            isEndless && stages.Contains(cell.Stage) ? FaultCell.Short : Long;
        return Task.Run(() => session.Run(
            $$"""
            $VerbosePreference = $DebugPreference = 'Continue'
            if ($isFirst) { Connect-AIImageService -ApiKey $key -BaseUri $address -Project $project -Name $project }
            $start = @{ MaximumRetryCount = 1; TimeoutSec = {{TimeOf(BatchStage.Upload, BatchStage.Create)}} }
            $wait = @{ MaximumRetryCount = 1; TimeoutSec = {{TimeOf(BatchStage.Poll)}} }
            $receive = @{ MaximumRetryCount = 1; TimeoutSec = {{TimeOf(BatchStage.Download)}} }
            $new = @{ Model = 'gpt-image-2'; Quality = 'low'; Size = '1024x1024'; OutFile = './{slug}.png' }
            'a', 'b' | Start-AIImageBatch @new -Record ./{{Record}} {{resume}} @start |
                Wait-AIImageBatch @wait | ForEach-Object { if ($before) { $before.Invoke() }; $_ } |
                Receive-AIImageBatch {{resume}}{{(isFirst && cell.RemovesFiles ? " -RemoveFiles" : "")}} @receive
            """,
            ("before", isFirst && cell.Before is not null ? (Action)(() => _held = cell.Before(_folder)) : null),
            ("isFirst", isFirst),
            ("key", LoopbackService.Key),
            ("project", ModuleSession.NewProject()),
            ("address", server.BaseUri.AbsoluteUri))).Soon();
    }

    private BatchOutcome Read(
        BatchOutcome outcome, BatchStub stub, RawServer server, OutputText[] texts, RunResult second) => outcome with
    {
        PaidTwice = Math.Max(0, stub.Created - 1),
        Lost = s_names.Where((name, row) => !IsThere(name, row)).Count(),
        Leaks = [.. texts.SelectMany(text => text.Holding(LoopbackService.Key))],
        Controls = [.. texts.SelectMany(text => text.WithControls())],
        Leftovers =
        [
            .. outcome.Leftovers,
            .. FoundFile.In(_folder).Select(file => file.Name).Except([.. s_names, Record]),
        ],
        Problems =
        [
            .. outcome.Problems,
            .. server.Problems.Select(problem => problem.ToString()),
            .. texts[1].Errors.Select(problem => $"second run: {problem}"),
            .. second.Images.Count == 2 ? Array.Empty<string>() : [$"second run: {second.Images.Count} images"],
        ],
    };

    /// <summary>Files behind the first run that are neither its own nor put there by the cell.</summary>
    private IEnumerable<string> LeftBy(OutputText text) => text.Files
        .Where(file => !file.IsForeign)
        .Select(file => file.Name)
        .Except([.. s_names, Record, .. cell.Obstacles]);

    private bool IsThere(string name, int row)
    {
        string path = Path.Combine(_folder, name);
        return File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(OutputScript.Picture(row));
    }
}
