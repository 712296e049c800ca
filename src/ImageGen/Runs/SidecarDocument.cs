using System.Text.Json.Serialization;

namespace ImageGen.Runs;

/// <summary>
/// The content of the <c>.json</c> beside a saved image: its facts and what its bytes are; no bytes and no key.
/// </summary>
internal sealed record SidecarDocument : ImageFacts
{
    [JsonConstructor]
    public SidecarDocument()
    {
    }

    public SidecarDocument(ImageFacts facts)
        : base(facts)
    {
    }

    public int Version { get; init; } = 1;

    public string? Format { get; init; }

    public int Width { get; init; }

    public int Height { get; init; }

    public long Length { get; init; }

    public bool HasContentCredentials { get; init; }

    public string? Sha256 { get; init; }
}
