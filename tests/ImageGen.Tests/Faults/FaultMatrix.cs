using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Tests.Support;

namespace ImageGen.Tests.Faults;

/// <summary>
/// Runs the whole table once, several cells at a time: in most of them each side waits for the other.
/// </summary>
public sealed class FaultMatrix : IDisposable
{
    private const int Workers = 8;

    private readonly ConcurrentQueue<FaultCell> _open = new(FaultTable.Cells.Values);
    private readonly ConcurrentBag<ModuleSession> _sessions = [];
    private readonly Dictionary<string, TaskCompletionSource<FaultOutcome>> _outcomes =
        FaultTable.Cells.Keys.ToDictionary(
            name => name,
            _ => new TaskCompletionSource<FaultOutcome>(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>Starts the work.</summary>
    public FaultMatrix()
    {
        for (int i = 0; i < Workers; i++)
        {
            Task.Factory.StartNew(
                () => WorkAsync().GetAwaiter().GetResult(),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ModuleSession session in _sessions) session.Dispose();
    }

    internal Task<FaultOutcome> OutcomeOf(string name) => _outcomes[name].Task;

    internal Task<FaultOutcome[]> AllAsync() => Task.WhenAll(_outcomes.Values.Select(source => source.Task));

    private async Task WorkAsync()
    {
        ModuleSession session = new();
        while (_open.TryDequeue(out FaultCell? cell))
        {
            try
            {
                FaultOutcome outcome = await new FaultRun(session, cell).RunAsync();
                _outcomes[cell.Name].SetResult(outcome);
                if (outcome.IsHung) session = new ModuleSession();
            }
            catch (Exception exception)
            {
                _outcomes[cell.Name].SetException(exception);
            }
        }

        _sessions.Add(session);
    }
}
