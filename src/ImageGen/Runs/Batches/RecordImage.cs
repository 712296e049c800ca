namespace ImageGen.Runs.Batches;

/// <summary>An image that rows start from. It is uploaded once, however many rows name it.</summary>
internal sealed record RecordImage
{
    /// <summary>Its number, from 1, by which rows name it.</summary>
    public int Image { get; init; }

    public string Sha256 { get; init; } = string.Empty;

    /// <summary>Its file; null where it came as bytes, which then are <see cref="Data"/>.</summary>
    public string? Path { get; init; }

    public long Length { get; init; }

    public string MediaType { get; init; } = string.Empty;

    /// <summary>When the file was last written, in ticks of UTC: another time means another image.</summary>
    public long WrittenAt { get; init; }

    /// <summary>The bytes as base64 where no file holds them.</summary>
    public byte[]? Data { get; init; }
}
