namespace ImageGen.Runs.Spending;

/// <summary>What a request asks of a budget before it is sent.</summary>
/// <param name="amount">The most that it can cost; 0 where nothing limits an unknown cost.</param>
/// <param name="ledger">Where it is written; null without a ledger.</param>
/// <param name="reservation">What is written there.</param>
internal sealed class Claim(decimal amount, Ledger? ledger = null, LedgerReservation? reservation = null)
{
    /// <summary>The most that it can cost.</summary>
    public decimal Amount { get; } = amount;

    public Ledger? Ledger { get; } = ledger;

    public LedgerReservation? Reservation { get; } = reservation;

    /// <summary>A second request of one that was served before: it takes precedence over the others.</summary>
    public bool IsAgain { get; init; }
}
