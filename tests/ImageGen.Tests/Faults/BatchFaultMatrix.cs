using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Tests.Support;

namespace ImageGen.Tests.Faults;

/// <summary>Runs all cells of batches once, several at a time.</summary>
public sealed class BatchFaultMatrix : IDisposable
{
    private const int Workers = 6;

    private readonly ConcurrentQueue<BatchCell> _open = new(BatchCells.All.Values);
    private readonly ConcurrentBag<ModuleSession> _sessions = [];
    private readonly Dictionary<string, TaskCompletionSource<BatchOutcome>> _outcomes =
        BatchCells.All.Keys.ToDictionary(
            name => name,
            _ => new TaskCompletionSource<BatchOutcome>(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>Starts the work.</summary>
    public BatchFaultMatrix()
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

    internal Task<BatchOutcome> OutcomeOf(string name) => _outcomes[name].Task;

    internal Task<BatchOutcome[]> AllAsync() => Task.WhenAll(_outcomes.Values.Select(source => source.Task));

    private async Task WorkAsync()
    {
        ModuleSession session = new();
        while (_open.TryDequeue(out BatchCell? cell))
        {
            try
            {
                BatchOutcome outcome = await new BatchRun(session, cell).RunAsync();
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
