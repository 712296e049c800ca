namespace ImageGen.Runs.Spending;

/// <summary>What a ledger says of a reservation.</summary>
internal sealed class LedgerVerdict
{
    /// <summary>It is written; the request may be sent.</summary>
    public static readonly LedgerVerdict Granted = new();

    /// <summary>Why it does not fit; null where it is granted.</summary>
    public string? Reason { get; init; }

    /// <summary>True where it may fit later, for requests that are under way may turn out cheaper.</summary>
    public bool MayFitLater { get; init; }
}
