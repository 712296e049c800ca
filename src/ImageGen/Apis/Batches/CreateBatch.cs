using System.Collections.Generic;
using ImageGen.Json;

namespace ImageGen.Apis.Batches;

/// <summary>Body of <c>POST /batches</c>.</summary>
internal sealed class CreateBatch
{
    public required string InputFileId { get; init; }

    public required string Endpoint { get; init; }

    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    public void Write(FieldWriter json)
    {
        json.Text("input_file_id", InputFileId);
        json.Text("endpoint", Endpoint);
        json.Text("completion_window", "24h");
        json.Texts("metadata", Metadata);
    }
}
