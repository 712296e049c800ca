using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;

namespace ImageGen.Runs.Spending;

/// <summary>
/// Keeps a command within <c>-MaxCost</c> and the limits of its ledger. Claims are granted in the order in which they
/// were made. One that does not fit waits while others may still turn out cheaper, and is refused only when none is
/// open: so what is refused does not depend on timing. All amounts are US dollars.
/// </summary>
/// <param name="limit">What may be spent; null is no limit.</param>
internal sealed class Budget(decimal? limit)
{
    public const string CommandLimit = "-MaxCost";
    public const string LedgerLimit = "the limit of the ledger";

    private const int ShortestLook = 20;
    private const int LongestLook = 500;

    private readonly object _gate = new();
    private readonly LinkedList<Turn> _waiting = new();
    private TaskCompletionSource<bool> _changed = NewSignal();
    private AIImageException? _broken;
    private decimal _spent;
    private decimal _reserved;
    private int _open;
    private bool _isServing;

    /// <summary>What may be spent; null is no limit.</summary>
    public decimal? Limit { get; } = limit;

    /// <summary>What was spent, or may have been.</summary>
    public decimal Spent
    {
        get
        {
            lock (_gate) return _spent;
        }
    }

    /// <summary>Waits until the claim fits; why it never will, or null.</summary>
    /// <param name="claim">What is asked for.</param>
    /// <param name="token">Ends the waiting.</param>
    public async Task<AIImageException?> ReserveAsync(Claim claim, CancellationToken token)
    {
        Turn turn = new(claim, token);
        bool isFirst;
        lock (_gate)
        {
            if (claim.IsAgain) _waiting.AddFirst(turn);
            else _waiting.AddLast(turn);
            isFirst = !_isServing;
            _isServing = true;
        }

        if (isFirst) _ = ServeAsync();
        using (token.Register(() => Leave(turn))) return await turn.Task.ConfigureAwait(false);
    }

    /// <summary>Ends a reservation.</summary>
    /// <param name="amount">What was reserved.</param>
    /// <param name="spent">What was spent of it, or may have been.</param>
    public void Settle(decimal amount, decimal spent)
    {
        lock (_gate)
        {
            _reserved -= amount;
            _spent += spent;
            _open--;
            Signal();
        }
    }

    /// <summary>From now on nothing is granted: what is spent can no longer be kept.</summary>
    public void Break(AIImageException failure)
    {
        lock (_gate)
        {
            _broken ??= failure;
            Signal();
        }
    }

    /// <summary>Answers the first in the queue, one by one, until nobody is left.</summary>
    private async Task ServeAsync()
    {
        for (int look = ShortestLook; ; look = Math.Min(LongestLook, look * 2))
        {
            Turn? turn;
            bool fits, isOpen;
            Task changed;
            lock (_gate)
            {
                turn = _waiting.First?.Value;
                if (turn is null)
                {
                    _isServing = false;
                    return;
                }

                fits = Limit is null || _spent + _reserved + turn.Claim.Amount <= Limit;
                isOpen = _open > 0;
                changed = _changed.Task;
            }

            if (!fits && isOpen)
            {
                await changed.ConfigureAwait(false);
            }
            else if (!fits || _broken is not null)
            {
                Answer(turn, _broken ?? Excess(turn.Claim));
            }
            else if (await AskLedgerAsync(turn, isOpen).ConfigureAwait(false))
            {
                look = ShortestLook;
            }
            else
            {
                await Task.WhenAny(changed, Task.Delay(look)).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Asks the ledger; false when the answer may change later.</summary>
    private async Task<bool> AskLedgerAsync(Turn turn, bool isOpen)
    {
        try
        {
            LedgerVerdict verdict = turn.Claim.Ledger is Ledger ledger
                ? await ledger.ReserveAsync(turn.Claim.Reservation!, turn.Token).ConfigureAwait(false)
                : LedgerVerdict.Granted;
            if (verdict.Reason is not null && (isOpen || verdict.MayFitLater)) return false;

            if (verdict.Reason is string reason) Answer(turn, Refusal(reason, LedgerLimit));
            else await GrantAsync(turn).ConfigureAwait(false);
        }
        catch (AIImageException failure)
        {
            Break(failure);
            Answer(turn, failure);
        }
        catch (OperationCanceledException)
        {
            Leave(turn);
        }

        return true;
    }

    private async Task GrantAsync(Turn turn)
    {
        lock (_gate)
        {
            _reserved += turn.Claim.Amount;
            _open++;
        }

        if (Answer(turn, null)) return;

        Settle(turn.Claim.Amount, 0);
        if (turn.Claim.Ledger is Ledger ledger)
        {
            LedgerSettlement nothing = new(turn.Claim.Reservation!.Id) { Cost = 0, Error = "NotSent" };
            await ledger.SettleAsync(nothing, turn.Claim.Reservation.Order.Service, LedgerLock.Patience)
                .ConfigureAwait(false);
        }
    }

    private bool Answer(Turn turn, AIImageException? refusal)
    {
        lock (_gate) _waiting.Remove(turn);
        return turn.TrySetResult(refusal);
    }

    private void Leave(Turn turn)
    {
        lock (_gate)
        {
            _waiting.Remove(turn);
            Signal();
        }

        turn.TrySetCanceled(turn.Token);
    }

    private void Signal()
    {
        _changed.TrySetResult(true);
        _changed = NewSignal();
    }

    private AIImageException Excess(Claim claim) => Refusal(
        $"It can cost up to {Show(claim.Amount)}, and {Show(Spent)} of {Show(Limit ?? 0)} is already "
        + "spent.", CommandLimit);

    /// <summary>What does not fit and was not sent.</summary>
    public static AIImageException Refusal(string why, string limit) => new(
        ErrorIds.BudgetExceeded, $"The input does not fit within {limit} and was not sent. {why}");

    private static string Show(decimal amount) => amount.ToString("0.####", CultureInfo.InvariantCulture) + " USD";

    private static TaskCompletionSource<bool> NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Turn(Claim claim, CancellationToken token)
        : TaskCompletionSource<AIImageException?>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public Claim Claim { get; } = claim;

        public CancellationToken Token { get; } = token;
    }
}
