namespace ImageGen.Runs.Spending;

/// <summary>What a report of a ledger sums together.</summary>
internal enum LedgerGrouping
{
    /// <summary>All of it.</summary>
    None,

    /// <summary>Each day in UTC.</summary>
    Day,

    /// <summary>Each month in UTC.</summary>
    Month,

    /// <summary>Each connection by its name.</summary>
    Service,

    /// <summary>Each image model.</summary>
    Model,

    /// <summary>Each user account.</summary>
    User,

    /// <summary>Each computer.</summary>
    Machine,
}
