namespace ImageGen.Runs.Batches;

/// <summary>How much one batch takes.</summary>
internal sealed record BatchLimits
{
    /// <summary>The most lines that the service takes.</summary>
    public const int MostLines = 50_000;

    /// <summary>The most bytes that the service takes.</summary>
    public const long MostBytes = 200_000_000;

    public int Lines { get; init; } = MostLines;

    public long Bytes { get; init; } = MostBytes;
}
