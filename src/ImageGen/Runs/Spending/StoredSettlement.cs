using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Apis;
using ImageGen.Http;
using ImageGen.Service;

namespace ImageGen.Runs.Spending;

/// <summary>
/// Settles what was reserved for a response by another command, in another process as well, when it is known what it
/// cost.
/// </summary>
/// <param name="service">The service that keeps the response.</param>
/// <param name="responseId">The response.</param>
/// <param name="ledgerId">The reservation; null looks for it by the response.</param>
internal sealed class StoredSettlement(ServiceConnection service, string responseId, string? ledgerId)
{
    private readonly Ledger? _ledger = Ledger.ForService(service);
    private ImageFacts? _last;
    private decimal? _cost;
    private string? _error;
    private int _images;
    private bool _isCancelled;
    private bool _isSettled;

    /// <summary>Passes on what happens, and settles at its end.</summary>
    public async IAsyncEnumerable<GenerationEvent> FollowAsync(
        IAsyncEnumerable<GenerationEvent> events, [EnumeratorCancellation] CancellationToken token = default)
    {
        try
        {
            await foreach (GenerationEvent e in events.WithCancellation(token).ConfigureAwait(false))
            {
                Note(e);
                yield return e;
            }

            if (await SettleAsync().ConfigureAwait(false) is Warned warning) yield return warning;
        }
        finally
        {
            await SettleAsync().ConfigureAwait(false);
        }
    }

    private void Note(GenerationEvent e)
    {
        switch (e)
        {
            case Received { Image: not null } received:
                _cost = _images == 0 ? received.Facts.Cost : _cost + received.Facts.Cost;
                _images++;
                _last = received.Facts;
                break;
            case Cancelled or Received { Facts.Status: "cancelled" }:
                _isCancelled = true;
                break;
            case Failed { Exception.ErrorId: not ErrorIds.OperationTimedOut and not ErrorIds.ConnectionFailed } failed:
                _error = failed.Exception.ErrorId;
                break;
        }
    }

    /// <summary>Writes what is known, once.</summary>
    private async Task<Warned?> SettleAsync()
    {
        bool isOver = _images > 0 || _isCancelled || _error is not null;
        if (_ledger is null || !isOver || _isSettled) return null;

        _isSettled = true;
        try
        {
            string? id = ledgerId ?? await _ledger.FindAsync(responseId, CancellationToken.None).ConfigureAwait(false);
            if (id is null) return null;

            decimal? cost = _images > 0 ? _cost : _isCancelled ? 0 : null;
            LedgerSettlement settlement = LedgerSettlement.FromResult(id, service, _last, cost) with
            {
                Images = _images,
                ResponseId = responseId,
                Error = _images > 0 ? null : _error ?? "Cancelled",
            };
            await _ledger.SettleAsync(settlement, service, LedgerLock.Patience).ConfigureAwait(false);
            return null;
        }
        catch (AIImageException failure)
        {
            return new Warned(failure.Message, "ledger");
        }
    }
}
