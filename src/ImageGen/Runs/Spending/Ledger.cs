using System;
using System.Collections.Concurrent;
using System.IO;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Files;
using ImageGen.Service;
using ImageGen.Text;

namespace ImageGen.Runs.Spending;

/// <summary>
/// The file shared by all processes that spend the same budget: a line reserves the most that a request can cost
/// before it is sent, another settles it. A process that dies leaves its reservation standing.
/// </summary>
internal sealed class Ledger
{
    private static readonly ConditionalWeakTable<LedgerSettings, Ledger> s_ledgers = new();

    private readonly LedgerSettings _settings;
    private readonly string _lock;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly LedgerTotals _totals = new();
    private readonly LedgerWriter _writer = new();
    private readonly ConcurrentDictionary<LedgerKey, bool> _underWay = new();
    private bool _endsTorn;
    private bool _isChecked;

    internal Ledger(LedgerSettings settings)
    {
        _settings = settings;
        _lock = LedgerLock.PathFor(settings.Path);
    }

    /// <summary>The current time; tests can set it.</summary>
    internal Func<DateTimeOffset> Clock { get; init; } = () => DateTimeOffset.UtcNow;

    /// <summary>The ledger of a connection; null where it has none.</summary>
    public static Ledger? ForService(ServiceConnection service) => service.Ledger is LedgerSettings settings
        ? s_ledgers.GetValue(settings, known => new Ledger(known))
        : null;

    /// <summary>True where what is spent at the service is limited by day or month.</summary>
    public bool Limits(ServiceConnection service) => _settings.HasLimit && !service.IsSandbox;

    /// <summary>Refuses a ledger that cannot be written, and limits where the file system has no locks.</summary>
    /// <exception cref="AIImageException">It cannot be used.</exception>
    public static void ThrowIfUnusable(LedgerSettings settings)
    {
        Ledger ledger = s_ledgers.GetValue(settings, known => new Ledger(known));
        ledger.InTurnAsync(_ => true, LedgerLock.Patience, CancellationToken.None).GetAwaiter().GetResult();
    }

    /// <summary>Writes a reservation, where it fits.</summary>
    /// <exception cref="AIImageException">The ledger cannot be written; nothing may be sent.</exception>
    public Task<LedgerVerdict> ReserveAsync(LedgerReservation reservation, CancellationToken token) => InTurnAsync(
        file =>
        {
            DateTimeOffset now = Clock();
            bool isLimited = Limits(reservation.Order.Service);
            if (isLimited && FindExcess(reservation, now) is LedgerVerdict excess) return excess;

            Append(file, _writer.Write(reservation, now, _settings.KeepsPrompt));
            _underWay[KeyOf(reservation.Id)] = true;
            return LedgerVerdict.Granted;
        },
        LedgerLock.Patience,
        token);

    /// <summary>Writes the result of a reservation.</summary>
    /// <exception cref="AIImageException">The ledger cannot be written.</exception>
    public Task SettleAsync(
        LedgerSettlement settlement, ServiceConnection service, TimeSpan patience, CancellationToken token = default)
    {
        _underWay.TryRemove(KeyOf(settlement.Id), out _);
        return InTurnAsync(
            file =>
            {
                Append(file, _writer.Write(settlement, Clock(), service));
                return true;
            },
            patience,
            token);
    }

    /// <summary>The id of the reservation of a response; null where none is open.</summary>
    /// <exception cref="AIImageException">The ledger cannot be read.</exception>
    public Task<string?> FindAsync(string responseId, CancellationToken token) => InTurnAsync(
        file =>
        {
            if (!_settings.HasLimit) _totals.ReadOn(file, Clock().UtcDateTime);
            return _totals.IdOf(responseId);
        },
        LedgerLock.Patience,
        token);

    private async Task<T> InTurnAsync<T>(Func<FileStream, T> work, TimeSpan patience, CancellationToken token)
    {
        if (!await _turn.WaitAsync(patience, token).ConfigureAwait(false))
        {
            throw Unwritable(_settings.Path, new TimeoutException("Another request is writing to it."));
        }

        try
        {
            using FileStream held = await LedgerLock.TakeAsync(_lock, patience, token).ConfigureAwait(false);
            if (!_isChecked) ThrowIfUnlocked();
            using FileStream file = Open(_settings.Path);
            _endsTorn = _settings.HasLimit ? _totals.ReadOn(file, Clock().UtcDateTime) : EndsTorn(file);
            return work(file);
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            throw Unwritable(_settings.Path, exception);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Refuses limits where the file system has no locks.</summary>
    private void ThrowIfUnlocked()
    {
        if (_settings.HasLimit && !LedgerLock.IsHonoured(_lock))
        {
            throw new AIImageException(
                ErrorIds.InvalidRequest,
                $"The file system of '{PlainText.Line(_settings.Path)}' has no file locks, so processes could spend "
                + "the same money twice. Put the ledger on another disk, or omit the limit.")
            {
                IsPermanent = true,
            };
        }

        _isChecked = true;
    }

    /// <summary>Appends a line; it begins with a newline where the one before was torn.</summary>
    private void Append(FileStream file, ArraySegment<byte> line)
    {
        int skipped = _endsTorn ? 0 : 1;
        file.Seek(0, SeekOrigin.End);
        file.Write(line.Array!, line.Offset + skipped, line.Count - skipped);
        file.Flush();
        if (_settings.HasLimit) _totals.TakeWritten(line.AsSpan(1, line.Count - 2), file.Position);
    }

    private static LedgerKey KeyOf(string id) => new(Encoding.UTF8.GetBytes(id));

    private LedgerVerdict? FindExcess(LedgerReservation reservation, DateTimeOffset now)
    {
        DateTime today = now.UtcDateTime.Date;
        string? reason = Excess(reservation.High!.Value, _totals.OfDay(today), _settings.MaxCostPerDay, "day")
            ?? Excess(reservation.High.Value, _totals.OfMonth(today), _settings.MaxCostPerMonth, "month");
        if (reason is null) return null;

        bool mayFitLater = false;
        foreach (OpenReservation open in _totals.Open)
        {
            mayFitLater |= _underWay.ContainsKey(open.Id) || open.MayBeSettledElsewhere(now);
        }

        return new LedgerVerdict { Reason = reason, MayFitLater = mayFitLater };
    }

    private static string? Excess(decimal amount, decimal spent, decimal? limit, string period) =>
        spent + amount <= (limit ?? decimal.MaxValue)
            ? null
            : FormattableString.Invariant($"It can cost up to {amount:0.####} USD, and {spent:0.####} of ")
                + FormattableString.Invariant($"{limit:0.####} USD is already spent or reserved this {period} (UTC).");

    private static bool EndsTorn(FileStream file)
    {
        if (file.Length == 0) return false;

        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() != '\n';
    }

    private static FileStream Open(string path) => new(
        path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);

    private static AIImageException Unwritable(string path, Exception exception) => new(
        ErrorIds.ImageWriteFailed,
        $"The ledger '{PlainText.Line(path)}' cannot be written, so nothing is sent: "
        + PlainText.Line(exception.Message),
        exception)
    {
        IsPermanent = true,
    };
}
