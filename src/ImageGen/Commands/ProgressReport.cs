using System;
using System.Diagnostics;
using System.Management.Automation;
using ImageGen.Client;

namespace ImageGen.Commands;

/// <summary>Progress of one cmdlet: nothing for the first second, then what is being done and for how long.</summary>
internal sealed class ProgressReport(Cmdlet cmdlet, string command)
{
    private static readonly TimeSpan s_quiet = TimeSpan.FromSeconds(1);

    private const int ActivityId = 0x1316;

    private readonly Stopwatch _watch = new();
    private string _activity = string.Empty;
    private string _stage = string.Empty;
    private int _started;
    private bool _isShown;

    public void Start(string activity)
    {
        _started++;
        _activity = PlainText.Line(activity, 80);
        _stage = "waiting for the service";
        _watch.Restart();
        if (_isShown) Show();
    }

    public void Stage(string stage)
    {
        _stage = stage;
        if (_watch.Elapsed >= s_quiet) Show();
    }

    public void Wait(TimeSpan delay)
    {
        _stage = $"the service asks to wait until {DateTime.Now + delay:HH:mm:ss}";
        if (delay >= s_quiet) Show();
    }

    public void Beat() => Show();

    public void Complete()
    {
        if (!_isShown) return;

        cmdlet.WriteProgress(new ProgressRecord(ActivityId, command, "done") { RecordType = ProgressRecordType.Completed });
        _isShown = false;
    }

    private void Show()
    {
        _isShown = true;
        cmdlet.WriteProgress(new ProgressRecord(ActivityId, $"{command} #{_started}: {_activity}", $"{_stage}, {_watch.Elapsed:m\\:ss}"));
    }
}
