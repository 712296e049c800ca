using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace ImageGen.Runs;

/// <summary>
/// Holds a command to <c>-MaxCost</c>. Reservations are granted in the order in which they were asked for. One that
/// does not fit waits while others may still turn out cheaper, and is refused only when none is open: so what is
/// refused does not depend on timing. All amounts are US dollars.
/// </summary>
/// <param name="limit">What may be spent.</param>
internal sealed class Budget(decimal limit)
{
    private readonly object _gate = new();
    private readonly LinkedList<Request> _waiting = new();
    private decimal _spent;
    private decimal _reserved;
    private int _open;

    /// <summary>What may be spent.</summary>
    public decimal Limit { get; } = limit;

    /// <summary>What was spent, or may have been.</summary>
    public decimal Spent
    {
        get
        {
            lock (_gate) return _spent;
        }
    }

    /// <summary>Waits until the amount fits; false when it never will.</summary>
    /// <param name="amount">The most that the request can cost.</param>
    /// <param name="isAgain">The second request of one that was served before: it goes ahead of the others.</param>
    /// <param name="token">Ends the waiting.</param>
    public async Task<bool> ReserveAsync(decimal amount, bool isAgain, CancellationToken token)
    {
        Request request = new(amount);
        lock (_gate)
        {
            if (isAgain) _waiting.AddFirst(request);
            else _waiting.AddLast(request);
            Serve();
        }

        using (token.Register(() => Leave(request, token))) return await request.Task.ConfigureAwait(false);
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
            Serve();
        }
    }

    private void Leave(Request request, CancellationToken token)
    {
        lock (_gate)
        {
            if (_waiting.Remove(request)) Serve();
        }

        request.TrySetCanceled(token);
    }

    private void Serve()
    {
        while (_waiting.First?.Value is Request next)
        {
            bool fits = _spent + _reserved + next.Amount <= Limit;
            if (!fits && _open > 0) return;

            _waiting.RemoveFirst();
            if (fits)
            {
                _reserved += next.Amount;
                _open++;
            }

            next.TrySetResult(fits);
        }
    }

    private sealed class Request(decimal amount)
        : TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public decimal Amount { get; } = amount;
    }
}
