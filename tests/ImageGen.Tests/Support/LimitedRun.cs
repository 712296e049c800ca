using System;
using System.Collections.Generic;
using ImageGen.Http;
using ImageGen.Service;

namespace ImageGen.Tests.Support;

/// <summary>
/// Rows at a gateway that admits one request in so long and refuses all others at once, on a clock that nothing waits
/// for: what is due next happens next.
/// </summary>
/// <param name="gate">The gate that all pass.</param>
/// <param name="interval">The time between two that are admitted; the longest admits none.</param>
/// <param name="work">The time until an admitted request is answered.</param>
/// <param name="retries">Retries of each row.</param>
internal sealed class LimitedRun(ServiceGate gate, TimeSpan interval, TimeSpan work, int retries)
{
    private static readonly TimeSpan s_nap = TimeSpan.FromSeconds(1);

    private readonly PriorityQueue<Action, (DateTimeOffset At, int Number)> _due = new();
    private DateTimeOffset _now;
    private DateTimeOffset _nextAdmitted = DateTimeOffset.MinValue;
    private int _number;
    private int _left;

    public int Images { get; private set; }

    public int Lost { get; private set; }

    public TimeSpan Elapsed { get; private set; }

    public void Run(int rows, int limit, DateTimeOffset start)
    {
        _now = start;
        _left = rows;
        for (int i = 0; i < limit; i++) Start();
        while (_due.TryDequeue(out Action? next, out (DateTimeOffset At, int Number) key))
        {
            _now = key.At;
            next();
        }

        Elapsed = _now - start;
    }

    private void Start()
    {
        if (_left-- > 0) Ask(new GatePass(gate, images: 1), counted: 0);
    }

    private void Ask(GatePass pass, int counted)
    {
        TimeSpan wait = pass.Enter(_now);
        if (wait > TimeSpan.Zero) After(wait < s_nap ? wait : s_nap, () => Ask(pass, counted));
        else Send(pass, counted);
    }

    private void Send(GatePass pass, int counted)
    {
        bool isAdmitted = interval < TimeSpan.MaxValue && _now >= _nextAdmitted;
        if (isAdmitted)
        {
            _nextAdmitted = _now + interval;
            After(work, () =>
            {
                pass.Admit(_now);
                Images++;
                Start();
            });
            return;
        }

        if (pass.ReportLimit(asked: null, _now) && counted++ >= retries)
        {
            Lost++;
            Start();
            return;
        }

        TimeSpan pause = RetryPolicy.BackOff(Math.Max(counted - 1, 0), random: 0.5);
        After(pause, () => Ask(new GatePass(gate, images: 0), counted));
    }

    private void After(TimeSpan pause, Action action) => _due.Enqueue(action, (_now + pause, _number++));
}
