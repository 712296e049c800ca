namespace ImageGen;

/// <summary>What an <see cref="AIImageCost"/> rests on.</summary>
public enum AIImageCostBasis
{
    /// <summary>The tokens that the service counted: it is the bill at list price.</summary>
    Usage,

    /// <summary>
    /// The tokens of the image follow from size and quality by a formula that fits the published figures.
    /// </summary>
    Formula,

    /// <summary>The tokens of the image stand in a published table.</summary>
    Table,

    /// <summary>The tokens of the image are known only within bounds.</summary>
    Range,

    /// <summary>A price or a count is unknown, so that there is no upper end.</summary>
    Unknown,
}
