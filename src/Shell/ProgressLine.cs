using System;
using System.Diagnostics;
using System.Management.Automation;
using System.Text;

namespace ImageGen.Shell;

/// <summary>Progress as one line, gone before anything else is written. None when redirected.</summary>
internal sealed class ProgressLine
{
    private const string ClearLine = "\r\u001b[2K";

    // Room for the ^C that terminals echo: wrapped onto the next line it would leave this one behind.
    private const int RightMargin = 3;
    private const char FirstWide = '\u1100';
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(100);

    private readonly bool _isEnabled = Terminal.HasEscapes && !Console.IsErrorRedirected;
    private bool _isVisible;
    private bool _isAtLineStart = true;
    private long _shownAt;

    internal void Show(ProgressRecord record)
    {
        if (!_isEnabled || !_isAtLineStart) return;
        if (record.RecordType == ProgressRecordType.Completed)
        {
            Hide();
            return;
        }

        if (_isVisible && Stopwatch.GetElapsedTime(_shownAt) < s_interval) return;

        Console.Error.Write(ClearLine + Fit(Describe(record), Terminal.WindowWidth - RightMargin));
        _isVisible = true;
        _shownAt = Stopwatch.GetTimestamp();
    }

    internal void Hide()
    {
        if (!_isVisible) return;

        Console.Error.Write(ClearLine);
        _isVisible = false;
    }

    /// <summary>Tells where the cursor is: an unfinished line must not be written over.</summary>
    internal void NoteWritten(string? text)
    {
        if (!string.IsNullOrEmpty(text)) _isAtLineStart = text[^1] == '\n';
    }

    private static string Describe(ProgressRecord record)
    {
        StringBuilder line = new(record.Activity);
        if (record.PercentComplete >= 0) line.Append($" {record.PercentComplete}%");
        foreach (string? part in new[] { record.StatusDescription, record.CurrentOperation })
        {
            if (!string.IsNullOrWhiteSpace(part)) line.Append(line.Length > 0 ? " | " : string.Empty).Append(part);
        }

        if (record.SecondsRemaining >= 0)
        {
            line.Append($" | {TimeSpan.FromSeconds(record.SecondsRemaining):m\\:ss} left");
        }
        return line.ToString();
    }

    // The text may be foreign (a prompt, a message): no control character of it reaches the terminal. Wide ones
    // count twice, for a line that wraps cannot be written over; a surrogate pair is two and so wide as well.
    private static string Fit(string text, int width)
    {
        StringBuilder line = new();
        foreach (char character in text)
        {
            width -= character >= FirstWide && !char.IsSurrogate(character) ? 2 : 1;
            if (width < 0) break;
            line.Append(char.IsControl(character) ? ' ' : character);
        }

        if (line.Length > 0 && char.IsHighSurrogate(line[^1])) line.Length--;
        return line.ToString();
    }
}
