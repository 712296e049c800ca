using System;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Apis;
using ImageGen.Http;
using ImageGen.Orders;

namespace ImageGen.Runs;

/// <summary>
/// The part of a budget that one request has: reserved before it is sent, settled on what it cost. What may have been
/// billed stays reserved.
/// </summary>
/// <param name="order">What is asked for in this request.</param>
/// <param name="budget">Null where nothing limits the cost.</param>
internal sealed class RequestBudget(ImageOrder order, Budget? budget) : IDisposable
{
    private decimal? _reserved;
    private decimal _spent;
    private bool _isCounted;
    private bool _isOpen;
    private bool _isSentBefore;

    /// <summary>Reserves the upper end of what the request can cost; why it may not be sent, or null.</summary>
    public async Task<AIImageException?> ReserveAsync(CancellationToken token)
    {
        if (budget is null || _reserved is not null) return null;

        AIImageCost cost = CostEstimate.For(order.WithCurrentDefaults());
        if (cost.High is not decimal most) return Refusal($"What it costs is unknown: {cost.Reason}.");
        if (!await budget.ReserveAsync(most, _isSentBefore, token).ConfigureAwait(false))
        {
            return Refusal(
                $"It can cost up to {Show(most)}, and {Show(budget.Spent)} of {Show(budget.Limit)} are spent.");
        }

        _reserved = most;
        _isSentBefore = true;
        return null;
    }

    /// <summary>Notes what an event says of the cost.</summary>
    public void Note(GenerationEvent e)
    {
        switch (e)
        {
            case Refused:
                Settle(0);
                break;
            case Received { Image: not null, Facts.Cost: decimal cost }:
                _spent += cost;
                _isCounted = true;
                break;
            case Received or Failed:
                _isOpen = true;
                break;
        }
    }

    /// <summary>Settles the reservation: on the cost where it is known, else on all that is reserved.</summary>
    public void Dispose() => Settle(_isCounted && !_isOpen ? _spent : Math.Max(_spent, _reserved ?? 0));

    private void Settle(decimal spent)
    {
        if (_reserved is decimal amount) budget!.Settle(amount, spent);
        _reserved = null;
    }

    private static AIImageException Refusal(string why) => new(
        ErrorIds.BudgetExceeded, $"The input does not fit into -MaxCost and was not sent. {why}");

    private static string Show(decimal amount) => amount.ToString("0.####", CultureInfo.InvariantCulture) + " USD";
}
