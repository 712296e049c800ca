using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Client;

namespace ImageGen.Commands;

/// <summary>
/// Lets the pipeline thread pull what the engine yields, from a bounded number of requests at once. Each runs on to its
/// next event and waits there until the pipeline takes it, so that a slow consumer holds back the service and not the
/// memory. Leaving in any way (the end, an exception downstream, <c>Select-Object -First</c>, a stop) ends all requests.
/// </summary>
/// <param name="limit">How many requests run at once.</param>
/// <param name="idle">Called on the pipeline thread now and then while nothing comes.</param>
/// <param name="stop">Cancelled by the user's stop.</param>
internal sealed class PullBridge(int limit, Action idle, CancellationToken stop) : IDisposable
{
    private static readonly TimeSpan s_beat = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(stop);
    private readonly Queue<Work> _waiting = new();
    private readonly List<Run> _running = [];
    private bool _isOver;

    public int Running => _running.Count;

    public int Waiting => _waiting.Count;

    public int Done { get; private set; }

    /// <summary>Starts the work, or keeps it until there is room.</summary>
    public void Add(Work work)
    {
        _waiting.Enqueue(work);
        StartWaiting();
    }

    /// <summary>Handles what has come, without waiting for more.</summary>
    public void PullReady()
    {
        while (Ready() is Run run) Step(run);
    }

    /// <summary>Handles what comes until so many requests are left, waiting ones included.</summary>
    public void PullUntil(int left)
    {
        PullReady();
        while (_running.Count + _waiting.Count > left) Step(WaitForReady());
    }

    /// <summary>Ends all requests and returns when they have ended.</summary>
    public void Dispose()
    {
        if (_isOver) return;

        _isOver = true;
        _waiting.Clear();
        _stop.Cancel();
        foreach (Run run in _running) run.Close();
        _running.Clear();
        _stop.Dispose();
    }

    /// <summary>Takes one event of a run. When that fails, nothing is left running.</summary>
    private void Step(Run run)
    {
        bool isHandled = false;
        try
        {
            _running.Remove(run);
            bool hasEvent = run.Take(out AIImageException? failure);
            if (hasEvent)
            {
                _running.Add(run);
                run.Handle();
            }
            else
            {
                Done++;
                StartWaiting();
                run.End(failure);
            }

            isHandled = true;
        }
        finally
        {
            if (!isHandled) Dispose();
        }
    }

    private void StartWaiting()
    {
        while (_running.Count < limit && _waiting.Count > 0) _running.Add(new Run(_waiting.Dequeue(), _stop.Token));
    }

    private Run? Ready() => _running.Find(run => run.IsReady);

    private Run WaitForReady()
    {
        while (true)
        {
            if (Ready() is Run run) return run;
            if (Task.WaitAny([.. _running.Select(running => running.Next)], s_beat) < 0) idle();
        }
    }

    /// <summary>A request under way: its events, of which the next one is always asked for.</summary>
    private sealed class Run
    {
        private readonly Work _work;
        private readonly IAsyncEnumerator<GenerationEvent> _events;
        private readonly CancellationToken _stop;
        private bool _isTaken;

        public Run(Work work, CancellationToken stop)
        {
            _work = work;
            _stop = stop;
            _events = work.Events.GetAsyncEnumerator(stop);
            Next = _events.MoveNextAsync().AsTask();
        }

        public Task<bool> Next { get; private set; }

        public bool IsReady => Next.IsCompleted;

        /// <summary>True when there is an event to be handled; false at the end, which may be a failure.</summary>
        public bool Take(out AIImageException? failure)
        {
            failure = null;
            try
            {
                if (Next.GetAwaiter().GetResult()) return true;
            }
            catch (AIImageException exception)
            {
                failure = exception;
            }

            _events.DisposeAsync().AsTask().GetAwaiter().GetResult();
            return false;
        }

        /// <summary>Handles the event and asks for the next one.</summary>
        public void Handle()
        {
            _isTaken = true;
            _work.Handle(_events.Current);
            _isTaken = false;
            Next = _events.MoveNextAsync().AsTask();
        }

        public void End(AIImageException? failure) => _work.End(failure);

        /// <summary>
        /// Waits until the request has ended, and rescues what has come of it: with the token cancelled it goes on only as
        /// far as it needs nothing more from the service.
        /// </summary>
        public void Close()
        {
            Quietly(() =>
            {
                bool hasEvent = Next.GetAwaiter().GetResult();
                while (hasEvent && _work.Rescue is not null)
                {
                    if (!_isTaken) _work.Rescue(_events.Current);
                    _isTaken = false;
                    hasEvent = _events.MoveNextAsync().AsTask().GetAwaiter().GetResult();
                }
            });
            Quietly(() => _events.DisposeAsync().AsTask().GetAwaiter().GetResult());
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
}
