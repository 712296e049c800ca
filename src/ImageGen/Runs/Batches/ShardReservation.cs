using System;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Http;
using ImageGen.Orders;
using ImageGen.Runs.Spending;

namespace ImageGen.Runs.Batches;

/// <summary>
/// What the ledger is told of a shard: the most that it can cost before it is created, and what it did cost.
/// </summary>
internal sealed class ShardReservation(BatchWork work, ShardState shard)
{
    private readonly Ledger? _ledger = Ledger.ForService(work.Service);

    /// <summary>Reserves its upper end, once; why it may not be created, or null.</summary>
    public async Task<AIImageException?> ReserveAsync(CancellationToken token)
    {
        if (_ledger is null || shard.LedgerId is not null) return null;

        if (shard.Shard.High is null && _ledger.Limits(work.Service))
        {
            return Budget.Refusal("Its cost is unknown.", Budget.LedgerLimit);
        }

        LedgerReservation reservation = new(Order(), shard.Shard.High);
        LedgerVerdict verdict = await _ledger.ReserveAsync(reservation, token).ConfigureAwait(false);
        if (verdict.Reason is string reason) return Budget.Refusal(reason, Budget.LedgerLimit);

        work.Record.Append(
            new RecordStep { Step = StepName.Reserved, Shard = shard.Number, Ledger = reservation.Id });
        return null;
    }

    /// <summary>Settles it on what is known; a warning where the ledger cannot be written.</summary>
    /// <param name="settlement">What became of it, for the id of its reservation.</param>
    public async Task<Warned?> SettleAsync(Func<string, LedgerSettlement> settlement)
    {
        if (_ledger is null || shard.LedgerId is not string id) return null;

        try
        {
            await _ledger.SettleAsync(settlement(id), work.Service, LedgerLock.Patience).ConfigureAwait(false);
            work.Record.Append(new RecordStep { Step = StepName.Settled, Shard = shard.Number });
            return null;
        }
        catch (AIImageException failure)
        {
            return new Warned(failure.Message, "ledger");
        }
    }

    /// <summary>All its rows as one order, which is what the ledger writes of them.</summary>
    private ImageOrder Order() => new()
    {
        Service = work.Service,
        Prompt = string.Empty,
        Options = new OrderOptions { ImageModel = shard.Shard.ImageModel ?? string.Empty },
        Count = (int)Math.Min(int.MaxValue, shard.Shard.Images),
        IsEdit = work.Record.Header.IsEdit,
        Settings = work.Settings,
    };
}
