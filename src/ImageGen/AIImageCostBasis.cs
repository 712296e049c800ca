namespace ImageGen;

/// <summary>How an <see cref="AIImageCost"/> was found.</summary>
public enum AIImageCostBasis
{
    /// <summary>From the tokens that the service counted: the actual cost at list price.</summary>
    Usage,

    /// <summary>
    /// The tokens of the image are computed from size and quality by a formula that fits the published figures.
    /// </summary>
    Formula,

    /// <summary>The tokens of the image come from a published table.</summary>
    Table,

    /// <summary>The tokens of the image are known only within bounds.</summary>
    Range,

    /// <summary>A price or a number of tokens is unknown, so there is no upper bound.</summary>
    Unknown,
}
