using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace ImageGen.Runs.Spending;

/// <summary>
/// What a ledger says was spent, or may be, on each day of the current month. It reads on where it stopped, so that the
/// lines of all processes count.
/// </summary>
internal sealed class LedgerTotals
{
    /// <summary>Maximum difference between the clocks of machines that share a ledger.</summary>
    private static readonly TimeSpan s_skew = TimeSpan.FromDays(1);

    private readonly Dictionary<LedgerKey, OpenReservation> _open = [];
    private readonly Dictionary<DateTime, decimal> _days = [];
    private readonly RepeatedTexts _texts = new();
    private DateTime _since;
    private long? _position;

    /// <summary>Reservations that are not settled.</summary>
    public IEnumerable<OpenReservation> Open => _open.Values;

    /// <summary>What counts to a day.</summary>
    public decimal OfDay(DateTime day) => _days.TryGetValue(day, out decimal amount) ? amount : 0;

    /// <summary>What counts to the month of a day.</summary>
    public decimal OfMonth(DateTime day) =>
        _days.Where(pair => pair.Key.Year == day.Year && pair.Key.Month == day.Month).Sum(pair => pair.Value);

    /// <summary>The id of the reservation of a response; null where there is none open.</summary>
    public string? IdOf(string responseId) =>
        _open.Values.FirstOrDefault(open => open.ResponseId == responseId)?.Id.ToString();

    /// <summary>Reads what was added; of another month, or a ledger that is shorter than it was, all.</summary>
    /// <returns>True where the last line has no end.</returns>
    public bool ReadOn(Stream file, DateTime today)
    {
        DateTime month = new(today.Year, today.Month, 1, 0, 0, 0, DateTimeKind.Utc);
        if (_position == file.Length && month == _since) return false;

        LedgerLines lines = new(file);
        if (_position is null || month != _since || file.Length < _position)
        {
            _open.Clear();
            _days.Clear();
            _since = month;
            _position = lines.FindStart(month - s_skew);
        }

        _position = lines.ReadFrom(_position.Value, Take);
        return lines.EndsTorn;
    }

    /// <summary>Takes a line that was just written behind all that was read, up to the new end.</summary>
    public void TakeWritten(ReadOnlySpan<byte> line, long end)
    {
        Take(line);
        _position = end;
    }

    private void Take(ReadOnlySpan<byte> utf8)
    {
        if (!LedgerLine.TryRead(utf8, default, _texts, out LedgerLine line, withProcess: true)) return;

        if (line.IsReservation) Reserve(line);
        else if (_open.TryGetValue(line.Id, out OpenReservation? open)) Settle(open, line);
    }

    private void Reserve(LedgerLine line)
    {
        if (line.IsSandbox || _open.ContainsKey(line.Id)) return;

        OpenReservation open = new(line);
        _open.Add(open.Id, open);
        Add(open.Day, open.Amount);
    }

    /// <summary>The first line that names a cost settles.</summary>
    private void Settle(OpenReservation open, LedgerLine line)
    {
        open.ResponseId = line.Process.ResponseId ?? open.ResponseId;
        open.IsInFlight = false;
        if (line.Cost is not decimal cost) return;

        Add(open.Day, cost - open.Amount);
        _open.Remove(open.Id);
    }

    private void Add(DateTime day, decimal amount) => _days[day] = OfDay(day) + amount;
}
