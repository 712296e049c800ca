using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using ImageGen.Text;

namespace ImageGen.Commands;

/// <summary>
/// Progress of one cmdlet: nothing for work of less than a second, then at most ten times a second what is done, what
/// is running and waiting, how fast, and how long it will take where the total is known.
/// </summary>
internal sealed class ProgressReport(Action<ProgressRecord> write, string command, Func<TimeSpan>? clock = null)
{
    private const int ActivityId = 0x1316;

    private static readonly TimeSpan s_quiet = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    private readonly Stopwatch _watch = new();
    private string _activity = string.Empty;
    private string _stage = string.Empty;
    private string? _held;
    private DateTime _heldUntil;
    private TimeSpan _shown = TimeSpan.MinValue;
    private decimal _cost;

    /// <summary>True once it is certain that no more input comes.</summary>
    public bool IsTotalKnown { get; set; }

    /// <summary>Requests that are certain to come and have not begun.</summary>
    public int Ahead { get; set; }

    private TimeSpan Now => clock?.Invoke() ?? _watch.Elapsed;

    /// <summary>A request begins that is about this.</summary>
    public void Start(string activity)
    {
        _watch.Start();
        if (Ahead > 0) Ahead--;
        _activity = PlainText.Line(activity, 80);
        _stage = "waiting for the service";
    }

    public void Stage(string stage) => _stage = PlainText.Line(stage, 60);

    /// <summary>Something waits, and why.</summary>
    public void Hold(string reason, TimeSpan delay)
    {
        _held = reason;
        _heldUntil = DateTime.Now + delay;
    }

    public void Spend(decimal? cost) => _cost += cost ?? 0;

    /// <summary>Shows the progress, unless the work is too short or the last update too recent.</summary>
    public void Show(int done, int running, int waiting)
    {
        TimeSpan now = Now;
        if (now < s_quiet || (_shown != TimeSpan.MinValue && now - _shown < s_pause)) return;

        _shown = now;
        waiting += Ahead;
        int total = done + running + waiting;
        bool isSingle = total <= 1;
        ProgressRecord record = new(
            ActivityId,
            isSingle ? $"{command}: {_activity}" : command,
            string.Join(", ", isSingle ? Single(now) : Several(now, done, running, waiting)));
        if (IsTotalKnown && total > 1)
        {
            record.PercentComplete = 100 * done / total;
            if (done > 0) record.SecondsRemaining = (int)Left(now, done, total).TotalSeconds;
        }

        write(record);
    }

    /// <summary>Removes the progress bar.</summary>
    public void Complete()
    {
        if (_shown == TimeSpan.MinValue) return;

        write(new ProgressRecord(ActivityId, command, "done") { RecordType = ProgressRecordType.Completed });
        _shown = TimeSpan.MinValue;
    }

    /// <summary>At the rate so far, and not before what is held back may go on.</summary>
    private TimeSpan Left(TimeSpan elapsed, int done, int total)
    {
        TimeSpan atRate = TimeSpan.FromSeconds(elapsed.TotalSeconds / done * (total - done));
        TimeSpan held = IsHeld ? _heldUntil - DateTime.Now : TimeSpan.Zero;
        return atRate > held ? atRate : held;
    }

    private IEnumerable<string> Single(TimeSpan now)
    {
        yield return IsHeld ? Held : _stage;
        yield return Clock(now);
    }

    private IEnumerable<string> Several(TimeSpan now, int done, int running, int waiting)
    {
        yield return IsTotalKnown ? $"{done} of {done + running + waiting} done" : $"{done} done";
        yield return $"{running} running";
        if (waiting > 0) yield return $"{waiting} waiting";
        if (IsHeld) yield return Held;
        if (_cost > 0) yield return string.Format(CultureInfo.InvariantCulture, "{0:0.00} USD so far", _cost);
        if (done > 0)
        {
            yield return string.Format(CultureInfo.InvariantCulture, "{0:0.#} requests/min", done / now.TotalMinutes);
            if (IsTotalKnown) yield return $"about {Clock(Left(now, done, done + running + waiting))} left";
        }

        yield return Clock(now);
    }

    private bool IsHeld => _held is not null && _heldUntil > DateTime.Now;

    private string Held => $"{_held} until {_heldUntil:HH:mm:ss}";

    private static string Clock(TimeSpan time) => $"{(int)time.TotalMinutes}:{time.Seconds:00}";
}
