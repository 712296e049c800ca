using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Http;
using ImageGen.Runs;

namespace ImageGen.Tests.Support;

/// <summary>
/// A request of the engine that yields images with these ids, and then waits until it is told to end.
/// </summary>
internal sealed class FakeRequest(params string[] ids) : IAsyncEnumerable<GenerationEvent>
{
    private readonly TaskCompletionSource _end = new();

    /// <summary>How many events were given so far.</summary>
    public int Given { get; private set; }

    public bool IsStarted { get; private set; }

    public bool IsDisposed { get; private set; }

    /// <summary>What it fails with when it is stopped; the usual cancellation when null.</summary>
    public Exception? AtStop { get; init; }

    public void End(AIImageException? failure = null)
    {
        if (failure is null) _end.TrySetResult();
        else _end.TrySetException(failure);
    }

    public async IAsyncEnumerator<GenerationEvent> GetAsyncEnumerator(CancellationToken token = default)
    {
        IsStarted = true;
        try
        {
            foreach (string id in ids)
            {
                Given++;
                yield return new Completed(new AIImage(new ImageFacts { Id = id }));
            }

            await WaitAsync(token);
        }
        finally
        {
            IsDisposed = true;
        }
    }

    private async Task WaitAsync(CancellationToken token)
    {
        try
        {
            await _end.Task.WaitAsync(token);
        }
        catch (OperationCanceledException) when (AtStop is not null)
        {
            throw AtStop;
        }
    }
}
