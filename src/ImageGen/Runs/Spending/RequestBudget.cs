using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Apis;
using ImageGen.Http;
using ImageGen.Orders;

namespace ImageGen.Runs.Spending;

/// <summary>
/// The part of a budget that one request has: reserved before it is sent, settled on what it cost. What may have been
/// billed stays reserved.
/// </summary>
/// <param name="order">What is asked for in this request.</param>
/// <param name="budget">What limits the cost of all requests of the command.</param>
internal sealed class RequestBudget(ImageOrder order, Budget budget)
{
    /// <summary>After a stop, do not wait for another writer.</summary>
    private static readonly TimeSpan s_leavingPatience = TimeSpan.FromMilliseconds(10);

    private readonly Ledger? _ledger = Ledger.ForService(order.Service);
    private readonly List<string> _files = [];
    private Claim? _claim;
    private string? _refusedId;
    private ImageFacts? _last;
    private string? _lastId;
    private decimal _spent;
    private int _images;
    private string? _error;
    private bool _isOpen;
    private bool _isSentBefore;

    /// <summary>The id of the reservation in the ledger; null without a ledger.</summary>
    public string? LedgerId => _claim?.Reservation?.Id;

    /// <summary>Reserves the upper end of what the request can cost; why it may not be sent, or null.</summary>
    public async Task<AIImageException?> ReserveAsync(CancellationToken token)
    {
        if (_claim is not null || (budget.Limit is null && _ledger is null)) return null;

        ImageOrder sent = order.WithCurrentDefaults();
        AIImageCost cost = CostEstimate.For(sent);
        bool isLimited = budget.Limit is not null || _ledger?.Limits(order.Service) == true;
        if (cost.High is null && isLimited)
        {
            string limit = budget.Limit is null ? Budget.LedgerLimit : Budget.CommandLimit;
            return Budget.Refusal($"Its cost is unknown: {cost.Reason}.", limit);
        }

        LedgerReservation? line = _ledger is null ? null : new LedgerReservation(sent, cost.High);
        Claim claim = new(cost.High ?? 0, _ledger, line) { IsAgain = _isSentBefore };
        if (await budget.ReserveAsync(claim, token).ConfigureAwait(false) is AIImageException refusal) return refusal;

        _claim = claim;
        _lastId = LedgerId;
        _isSentBefore = true;
        return null;
    }

    /// <summary>Notes what an event says of the cost.</summary>
    /// <param name="e">The event.</param>
    /// <param name="files">Where its image was saved.</param>
    /// <returns>A warning when the ledger could not be written.</returns>
    /// <param name="token">After cancellation, other writers are not waited for.</param>
    public async Task<Warned?> NoteAsync(GenerationEvent e, IEnumerable<string> files, CancellationToken token)
    {
        Warned? warning = await TellRefusedAsync(e, token).ConfigureAwait(false);
        switch (e)
        {
            case Refused when _claim is not null:
                budget.Settle(_claim.Amount, 0);
                _refusedId = LedgerId;
                _claim = null;
                break;
            case Received { Image: not null } received:
                _files.AddRange(files);
                if (Take(received.Facts)) warning ??= await SettleAsync(token).ConfigureAwait(false);
                break;
            case Received received:
                _isOpen = true;
                _last = received.Facts;
                break;
            case Failed failed:
                _isOpen = true;
                _error = failed.Exception.ErrorId;
                break;
        }

        return warning;
    }

    /// <summary>Settles the reservation: on the cost where it is known, else on all that is reserved.</summary>
    /// <param name="isLeft">The caller left before its end.</param>
    /// <param name="token">After cancellation, other writers are not waited for.</param>
    /// <returns>A warning when the ledger could not be written.</returns>
    public async Task<Warned?> CloseAsync(bool isLeft, CancellationToken token)
    {
        if (isLeft) _error ??= "Stopped";
        Warned? warning = await TellRefusedAsync(e: null, token).ConfigureAwait(false);
        return await SettleAsync(token).ConfigureAwait(false) ?? warning;
    }

    /// <summary>Releases what is still reserved, because the service says that the work is cancelled.</summary>
    public async Task ReleaseAsync()
    {
        if (_lastId is not string id || _ledger is null) return;

        await WriteAsync(new LedgerSettlement(id) { Cost = 0, Error = "Cancelled" }, default).ConfigureAwait(false);
    }

    /// <summary>Counts an image; true when it is the last one and all costs are known.</summary>
    private bool Take(ImageFacts facts)
    {
        _last = facts;
        _images++;
        _isOpen |= facts.Cost is null;
        _spent += facts.Cost ?? 0;
        return _images == order.Count && !_isOpen;
    }

    private async Task<Warned?> SettleAsync(CancellationToken token)
    {
        if (_claim is not Claim claim) return null;

        bool isKnown = _images > 0 && !_isOpen;
        budget.Settle(claim.Amount, isKnown ? _spent : Math.Max(_spent, claim.Amount));
        _claim = null;
        if (claim.Reservation is not LedgerReservation line) return null;

        LedgerSettlement settlement = LedgerSettlement.FromResult(
            line.Id, order.Service, _last, isKnown ? _spent : null);
        return await WriteAsync(settlement with { Images = _images, Files = _files, Error = _error }, token)
            .ConfigureAwait(false);
    }

    /// <summary>A refusal is written when it is known what kind of one it was; null is the end.</summary>
    private async Task<Warned?> TellRefusedAsync(GenerationEvent? e, CancellationToken token)
    {
        if (_refusedId is not string id || e is not (Failed or Retrying or Sending or null)) return null;

        _refusedId = null;
        string error = e switch
        {
            Failed failed => failed.Exception.ErrorId,
            Retrying retrying => retrying.Reason,
            _ => "Refused",
        };
        LedgerSettlement told = new(id) { Cost = 0, Error = error };
        return await WriteAsync(told, token).ConfigureAwait(false);
    }

    private async Task<Warned?> WriteAsync(LedgerSettlement settlement, CancellationToken token)
    {
        try
        {
            if (await TryWriteAsync(settlement, token).ConfigureAwait(false)) return null;

            await _ledger!.SettleAsync(settlement, order.Service, s_leavingPatience, CancellationToken.None)
                .ConfigureAwait(false);
            return null;
        }
        catch (AIImageException failure)
        {
            budget.Break(failure);
            return new Warned(failure.Message, "ledger");
        }
    }

    /// <summary>False when the user has stopped meanwhile.</summary>
    private async Task<bool> TryWriteAsync(LedgerSettlement settlement, CancellationToken token)
    {
        try
        {
            await _ledger!.SettleAsync(settlement, order.Service, LedgerLock.Patience, token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
