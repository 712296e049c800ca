using System;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ImageGen.Runs.Spending;

/// <summary>A reservation that no line settles yet.</summary>
internal sealed class OpenReservation(LedgerLine line)
{
    /// <summary>Beside the request's own time: for retries, a second model, and saving.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(1);

    private readonly DateTimeOffset _time = line.Time;
    private readonly string? _machine = line.Process.Machine;
    private readonly int _processId = line.Process.Id;
    private readonly TimeSpan _limit = line.Process.Timeout > 0
        ? TimeSpan.FromSeconds(line.Process.Timeout) + s_grace
        : s_longest;

    public LedgerKey Id { get; } = line.Id;

    public decimal Amount { get; } = line.Reserved ?? 0;

    /// <summary>The day in UTC that its cost counts to.</summary>
    public DateTime Day { get; } = line.Time.UtcDateTime.Date;

    public string? ResponseId { get; set; }

    /// <summary>False when a line says that its request is over, or handed over to the service.</summary>
    public bool IsInFlight { get; set; } = true;

    /// <summary>
    /// True where another process of this machine still works on it, so that it may turn out cheaper. It is unknown for
    /// other machines.
    /// </summary>
    public bool MayBeSettledElsewhere(DateTimeOffset now)
    {
        if (!IsInFlight || _machine != Environment.MachineName || now > _time + _limit) return false;

        return _processId != LedgerWriter.ProcessId && IsAlive();
    }

    /// <summary>The process has not ended, and its number was not given to another one since.</summary>
    private bool IsAlive()
    {
        try
        {
            using Process process = Process.GetProcessById(_processId);
            return !process.HasExited && process.StartTime.ToUniversalTime() <= _time.UtcDateTime;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            return false;
        }
        catch (Exception exception) when (exception is ExternalException or NotSupportedException)
        {
            // Of another user: it lives, more is not told.
            return true;
        }
    }
}
