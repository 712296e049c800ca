using System;
using System.Diagnostics;
using System.Management.Automation;
using System.Text;

namespace ImageGen.Shell;

/// <summary>Progress as one line that is written over, and gone before anything else is written. Silent when redirected.</summary>
internal sealed class ProgressLine
{
    private const string ClearLine = "\r\u001b[2K";
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(100);

    private readonly bool _isEnabled = Terminal.HasEscapes && !Console.IsErrorRedirected;
    private bool _isVisible;
    private bool _isAtLineStart = true;
    private long _shownAt;

    internal void Show(ProgressRecord record)
    {
        if (!_isEnabled || !_isAtLineStart)
            return;
        if (record.RecordType == ProgressRecordType.Completed)
        {
            Hide();
            return;
        }

        if (_isVisible && Stopwatch.GetElapsedTime(_shownAt) < s_interval)
            return;

        Console.Error.Write(ClearLine + Fit(Describe(record), Terminal.WindowWidth - 1));
        _isVisible = true;
        _shownAt = Stopwatch.GetTimestamp();
    }

    internal void Hide()
    {
        if (!_isVisible)
            return;

        Console.Error.Write(ClearLine);
        _isVisible = false;
    }

    /// <summary>Tells where the cursor is: an unfinished line must not be written over.</summary>
    internal void NoteWritten(string? text)
    {
        if (!string.IsNullOrEmpty(text))
            _isAtLineStart = text[^1] == '\n';
    }

    private static string Describe(ProgressRecord record)
    {
        StringBuilder line = new(record.Activity);
        if (record.PercentComplete >= 0)
            line.Append($" {record.PercentComplete}%");
        foreach (string? part in new[] { record.StatusDescription, record.CurrentOperation })
        {
            if (!string.IsNullOrWhiteSpace(part))
                line.Append(line.Length > 0 ? " | " : string.Empty).Append(part);
        }

        if (record.SecondsRemaining >= 0)
            line.Append($" | {TimeSpan.FromSeconds(record.SecondsRemaining):m\\:ss} left");
        return line.ToString().ReplaceLineEndings(" ");
    }

    private static string Fit(string text, int width) => text.Length <= width ? text : text[..Math.Max(0, width)];
}
