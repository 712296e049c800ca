namespace ImageGen.Runs.Batches;

/// <summary>The part of a record that one batch of the service takes.</summary>
internal sealed record RecordShard
{
    /// <summary>Its number, from 1.</summary>
    public int Shard { get; init; }

    /// <summary>Where its first row stands in the record, in bytes.</summary>
    public long Offset { get; init; }

    public long FirstRow { get; init; }

    public long Rows { get; init; }

    public long Images { get; init; }

    /// <summary>The images up to this number are to be uploaded before it.</summary>
    public int ImagesTo { get; init; }

    /// <summary>What it is expected to cost; null where a price is unknown.</summary>
    public decimal? Expected { get; init; }

    /// <summary>The most that it can cost; null where a price is unknown.</summary>
    public decimal? High { get; init; }

    /// <summary>The image model of its rows; null where they have several.</summary>
    public string? ImageModel { get; init; }
}
