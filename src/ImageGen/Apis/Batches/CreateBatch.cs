using System.Collections.Generic;

namespace ImageGen.Apis.Batches;

/// <summary>Body of <c>POST /batches</c>.</summary>
internal sealed class CreateBatch
{
    public required string InputFileId { get; init; }

    public required string Endpoint { get; init; }

    public string CompletionWindow { get; } = "24h";

    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}
