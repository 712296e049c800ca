using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Http;
using ImageGen.Service;

namespace ImageGen.Commands;

/// <summary>A request under way: its events, of which the next one is always asked for.</summary>
internal sealed class RunningRequest
{
    private readonly QueuedRequest _request;
    private readonly IAsyncEnumerator<GenerationEvent> _events;
    private readonly CancellationToken _stop;

    public RunningRequest(QueuedRequest request, CancellationToken stop)
    {
        _request = request;
        _stop = stop;
        _events = request.Events.GetAsyncEnumerator(stop);
        Next = _events.MoveNextAsync().AsTask();
    }

    public Task<bool> Next { get; private set; }

    public bool IsReady => Next.IsCompleted;

    public IReadOnlyList<ServiceConnection> Services => _request.Services;

    /// <summary>Handles the event that is ready and asks for the next one; false at the end.</summary>
    public bool Step()
    {
        if (TryTake(out GenerationEvent? e))
        {
            _request.Handle(e!);
            Next = _events.MoveNextAsync().AsTask();
            return true;
        }

        _events.DisposeAsync().AsTask().GetAwaiter().GetResult();
        if (e is not null) _request.Handle(e);
        return false;
    }

    /// <summary>Waits until the request has ended. Its engine saves what has arrived.</summary>
    public void Close()
    {
        Quietly(() => Next.GetAwaiter().GetResult());
        Quietly(() => _events.DisposeAsync().AsTask().GetAwaiter().GetResult());
    }

    /// <summary>The event that is ready; false at the end, which may have a failure as its last event.</summary>
    private bool TryTake(out GenerationEvent? e)
    {
        try
        {
            bool hasEvent = Next.GetAwaiter().GetResult();
            e = hasEvent ? _events.Current : null;
            return hasEvent;
        }
        catch (AIImageException exception)
        {
            e = new Failed(exception);
            return false;
        }
    }

    /// <summary>
    /// A request that is cut off may fail in any way, on Windows PowerShell above all. The pipeline is over: there is
    /// nobody to tell, and the requests after it are to be ended too.
    /// </summary>
    private void Quietly(Action work)
    {
        try
        {
            work();
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            // Said above.
        }
    }
}
