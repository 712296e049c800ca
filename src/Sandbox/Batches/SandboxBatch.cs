using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ImageGen.Sandbox.Chance;
using ImageGen.Sandbox.Refusals;
using ImageGen.Sandbox.Store;

namespace ImageGen.Sandbox.Batches;

/// <summary>
/// A batch. It has a clock of its own: each look at it is a minute, and a step on its way, so that a day takes seconds.
/// </summary>
internal sealed class SandboxBatch(ulong identity, BatchRequest request, byte[] data, SandboxDialect dialect) : IStored
{
    public const int Window = 24 * 60 * 60;
    private const int Minute = 60;
    private const int Overhead = 4096;

    private readonly Dictionary<string, long> _times = [];
    private BatchRunner? _runner;
    private long _now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    public string Id { get; } = "batch_" + new SeededRandom(identity).NextHex(32);

    public BatchRequest Request { get; } = request;

    public long CreatedAt { get; } = DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    public string Status { get; private set; } = "validating";

    public IReadOnlyList<BatchFault> Faults { get; private set; } = [];

    /// <summary>Null before the input is checked, and where it was refused.</summary>
    public BatchProgress? Progress { get; private set; }

    public BatchFile? Output { get; private set; }

    public BatchFile? Errors { get; private set; }

    /// <summary>Of the bytes of the input, which tells one batch from another.</summary>
    public ulong InputHash => StableHash.Compute(data);

    public bool IsEnded => Status is "completed" or "failed" or "expired" or "cancelled";

    public IEnumerable<string> Ids => [Id];

    public long MemorySize => Overhead + data.Length;

    /// <summary>When it came to a status, as `completed_at`; null while it has not.</summary>
    public long? TimeOf(string status) => _times.TryGetValue(status, out long time) ? time : null;

    /// <summary>Moves one step.</summary>
    /// <param name="uploads">Where the images are that its lines name.</param>
    /// <param name="isQueueFull">Whether the queue has no room for it, which it is told once.</param>
    /// <param name="token">Ends the checks.</param>
    public void Advance(SandboxStore uploads, Func<bool> isQueueFull, CancellationToken token)
    {
        if (IsEnded) return;
        _now += Minute;
        switch (Status)
        {
            case "validating":
                Validate(uploads, isQueueFull, token);
                break;
            case "in_progress":
                Progress!.ReachAll();
                Enter("finalizing");
                break;
            case "finalizing":
                if (Progress!.IsLate) _now = Math.Max(_now, CreatedAt + Window);
                End(Progress.IsLate ? "expired" : "completed");
                break;
            case "cancelling":
                End("cancelled");
                break;
        }
    }

    public void Cancel()
    {
        if (Status == "cancelling") return;
        if (IsEnded) throw new Refusal(409, $"Cannot cancel a batch with status '{Status}'.", null, null);
        Enter("cancelling");
    }

    private void Validate(SandboxStore uploads, Func<bool> isQueueFull, CancellationToken token)
    {
        BatchInput input = new(data, Request.Endpoint);
        Faults = input.Faults;
        if (Faults.Count == 0)
        {
            _runner = new BatchRunner(input, Request.IsEdit, dialect, identity);
            if (input.Lines.Any(_runner.Queues) && isQueueFull())
            {
                Faults = [new BatchFault("token_limit_exceeded", QueueFull(), Param: null, Line: null)];
            }
        }

        if (Faults.Count > 0)
        {
            Enter("failed");
            return;
        }

        Progress = new BatchProgress(input, _runner!, uploads, identity, token);
        Progress.ReachHalf();
        Enter("in_progress");
    }

    private static string QueueFull() =>
        "Enqueued token limit reached for the sandbox, as the word [queue] in a prompt asked for. "
            + "Please try again once some in progress batches have been completed.";

    private void End(string status)
    {
        Enter(status);
        if (Progress is null) return;
        int[] output = [.. Progress.Output];
        int[] refused = [.. Progress.Refused];
        int[] late = status == "expired" ? [.. Progress.Late] : [];
        if (output.Length > 0)
        {
            Output = CreateFile("output", token => output.Select(index => _runner!.Write(index, isLate: false, token)));
        }
        if (refused.Length + late.Length > 0)
        {
            Errors = CreateFile("error", token => refused.Select(index => _runner!.Write(index, isLate: false, token))
                .Concat(late.Select(index => _runner!.Write(index, isLate: true, token))));
        }
    }

    private BatchFile CreateFile(string kind, Func<CancellationToken, IEnumerable<byte[]>> lines)
    {
        string id = "file-" + new SeededRandom(StableHash.Combine(StableHash.Compute(kind), identity)).NextHex(24);
        return new BatchFile(id, $"{Id}_{kind}.jsonl", _now, lines) { SecondsToLive = Request.OutputSeconds };
    }

    private void Enter(string status)
    {
        Status = status;
        _times[status] = _now;
    }
}
