using System.Collections.Generic;
using System.Text.Json;

namespace ImageGen.Apis.Provenance;

/// <summary>Answer of <c>POST /v1/content_provenance_checks</c>.</summary>
internal sealed class ProvenanceResults
{
    public List<ProvenanceResult?>? Results { get; init; }
}

/// <summary>What one of the checks found.</summary>
internal sealed class ProvenanceResult
{
    public string? Type { get; init; }

    public string? Outcome { get; init; }

    public string? Model { get; init; }

    /// <summary>Seconds since 1970, or a date as text.</summary>
    public JsonElement GeneratedAt { get; init; }

    public string? ValidationState { get; init; }

    public string? Issuer { get; init; }
}
