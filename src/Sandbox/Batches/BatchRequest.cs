using System.Collections.Generic;

namespace ImageGen.Sandbox.Batches;

/// <summary>A checked body of `POST /batches`.</summary>
internal sealed record BatchRequest
{
    public required string InputFileId { get; init; }

    public required string Endpoint { get; init; }

    /// <summary>In the order in which it was given.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Metadata { get; init; } = [];

    /// <summary>After how many seconds the files that are made expire; null for never.</summary>
    public int? OutputSeconds { get; init; }

    public bool IsEdit => Endpoint == BatchRequestReader.Edits;
}
