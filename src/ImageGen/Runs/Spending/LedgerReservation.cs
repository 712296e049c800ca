using ImageGen.Orders;

namespace ImageGen.Runs.Spending;

/// <summary>What is written to the ledger before a request is sent.</summary>
/// <param name="order">What is asked for in it.</param>
/// <param name="high">The most that it can cost; null where a price is unknown.</param>
internal sealed class LedgerReservation(ImageOrder order, decimal? high)
{
    /// <summary>What ties the lines of one request together.</summary>
    public string Id { get; } = LedgerWriter.NewId();

    public ImageOrder Order { get; } = order;

    public decimal? High { get; } = high;
}
