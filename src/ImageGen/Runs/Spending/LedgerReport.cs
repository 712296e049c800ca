using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using ImageGen.Files;
using ImageGen.Text;

namespace ImageGen.Runs.Spending;

/// <summary>
/// Sums what a ledger holds, by groups. Memory grows with the groups and with what is not settled, not with the lines.
/// </summary>
/// <param name="grouping">What is summed together.</param>
/// <param name="since">
/// The first moment that counts, by the time of the reservation, in UTC unless it says otherwise; null is the
/// beginning.
/// </param>
/// <param name="until">The first moment that no longer counts; null is the end.</param>
internal sealed class LedgerReport(LedgerGrouping grouping, DateTime? since, DateTime? until)
{
    private const string NoName = "-";

    private readonly Dictionary<string, LedgerGroup> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<LedgerKey, (LedgerGroup Group, decimal? Amount)> _open = [];
    private readonly RepeatedTexts _texts = new();
    private readonly byte[] _field = Encoding.UTF8.GetBytes(FieldOf(grouping));
    private readonly DateTimeOffset _since = Moment(since) ?? DateTimeOffset.MinValue;
    private readonly DateTimeOffset _until = Moment(until) ?? DateTimeOffset.MaxValue;
    private (DateTime Day, LedgerGroup Group) _lastDay;

    /// <summary>Lines that could not be read.</summary>
    public long Unreadable { get; private set; }

    /// <summary>The sums, by name; one alone where nothing groups.</summary>
    public IEnumerable<AIImageCost> Costs
    {
        get
        {
            foreach ((LedgerGroup group, decimal? amount) in _open.Values) group.AddUnsettled(amount);
            _open.Clear();
            if (_groups.Count == 0 && grouping == LedgerGrouping.None) _groups.Add(string.Empty, new LedgerGroup());
            return _groups
                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => pair.Value.ToCost(pair.Key.Length == 0 ? null : PlainText.Line(pair.Key)));
        }
    }

    /// <summary>Reads the ledger, while others may write to it.</summary>
    /// <exception cref="AIImageException">It cannot be read.</exception>
    public void Read(string path)
    {
        try
        {
            using FileStream file = new(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
            LedgerLines lines = new(file);
            lines.ReadFrom(since is null ? 0 : lines.FindStart(_since.AddDays(-1)), Take);
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            throw new AIImageException(
                ErrorIds.InvalidRequest,
                $"The ledger '{PlainText.Line(path)}' cannot be read: {PlainText.Line(exception.Message)}",
                exception);
        }
    }

    private void Take(ReadOnlySpan<byte> utf8)
    {
        if (!LedgerLine.TryRead(utf8, _field, _texts, out LedgerLine line)) Unreadable++;
        else if (line.IsReservation) Reserve(line);
        else if (_open.TryGetValue(line.Id, out (LedgerGroup Group, decimal? Amount) open)) Settle(line, open.Group);
    }

    private void Reserve(LedgerLine line)
    {
        bool counts = !line.IsSandbox && line.Time >= _since && line.Time < _until;
        if (counts && !_open.ContainsKey(line.Id)) _open.Add(line.Id, (GroupOf(line), line.Reserved));
    }

    private void Settle(LedgerLine line, LedgerGroup group)
    {
        if (line.Cost is null) return;

        group.Add(line);
        _open.Remove(line.Id);
    }

    private LedgerGroup GroupOf(LedgerLine line)
    {
        if (grouping is not (LedgerGrouping.Day or LedgerGrouping.Month))
        {
            return Group(line.Group ?? (_field.Length > 0 ? NoName : string.Empty));
        }

        DateTime day = line.Time.UtcDateTime.Date;
        if (_lastDay.Group is null || _lastDay.Day != day)
        {
            string format = grouping == LedgerGrouping.Day ? "yyyy-MM-dd" : "yyyy-MM";
            _lastDay = (day, Group(day.ToString(format, CultureInfo.InvariantCulture)));
        }

        return _lastDay.Group;
    }

    private LedgerGroup Group(string name)
    {
        if (!_groups.TryGetValue(name, out LedgerGroup? group)) _groups.Add(name, group = new LedgerGroup());
        return group;
    }

    private static DateTimeOffset? Moment(DateTime? time) => time is { Kind: DateTimeKind.Unspecified } bare
        ? new DateTimeOffset(bare, TimeSpan.Zero)
        : time;

    private static string FieldOf(LedgerGrouping grouping) => grouping switch
    {
        LedgerGrouping.Service => "service",
        LedgerGrouping.Model => "imageModel",
        LedgerGrouping.User => "user",
        LedgerGrouping.Machine => "machine",
        _ => string.Empty,
    };
}
