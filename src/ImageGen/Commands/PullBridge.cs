using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Service;

namespace ImageGen.Commands;

/// <summary>
/// Lets the pipeline thread pull what the engine yields, from a bounded number of requests at once. Each runs on to its
/// next event and waits there until the pipeline takes it, so that a slow consumer holds back the service and not the
/// memory. Leaving in any way (the end, an exception downstream, <c>Select-Object -First</c>, a stop) ends all
/// requests.
/// </summary>
/// <param name="limit">Maximum number of concurrent requests.</param>
/// <param name="beat">Called on the pipeline thread every half second while requests run, busy or not.</param>
/// <param name="stop">Cancelled by the user's stop.</param>
internal sealed class PullBridge(int limit, Action beat, CancellationToken stop) : IDisposable
{
    private static readonly TimeSpan s_beat = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(stop);
    private readonly Queue<QueuedRequest> _waiting = new();
    private readonly List<RunningRequest> _running = [];
    private readonly Stopwatch _sinceBeat = Stopwatch.StartNew();
    private bool _isOver;

    public int Running => _running.Count;

    public int Waiting => _waiting.Count;

    public int Done { get; private set; }

    /// <summary>The services that are asked now.</summary>
    public IEnumerable<ServiceConnection> Services => _running.SelectMany(request => request.Services).Distinct();

    /// <summary>Starts the request, or keeps it until there is room.</summary>
    public void Add(QueuedRequest request)
    {
        _waiting.Enqueue(request);
        StartWaiting();
    }

    /// <summary>Handles what has come, without waiting for more.</summary>
    public void PullReady()
    {
        while (Ready() is RunningRequest request) Step(request);
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
        foreach (RunningRequest request in _running) request.Close();
        _running.Clear();
        _stop.Dispose();
    }

    /// <summary>Takes one event of a request. When that fails, nothing is left running.</summary>
    private void Step(RunningRequest request)
    {
        bool isHandled = false;
        try
        {
            // The last one taken goes behind the others, so that each has its turn.
            _running.Remove(request);
            _running.Add(request);
            if (!request.Step())
            {
                _running.Remove(request);
                Done++;
                StartWaiting();
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
        while (_running.Count < limit && _waiting.Count > 0)
        {
            _running.Add(new RunningRequest(_waiting.Dequeue(), _stop.Token));
        }
    }

    private void BeatIfDue()
    {
        if (_sinceBeat.Elapsed < s_beat) return;

        _sinceBeat.Restart();
        beat();
    }

    private RunningRequest? Ready() => _running.Find(request => request.IsReady);

    private RunningRequest WaitForReady()
    {
        while (true)
        {
            BeatIfDue();
            if (Ready() is RunningRequest request) return request;
            Task.WaitAny([.. _running.Select(running => running.Next)], s_beat);
        }
    }
}
