using System.Collections.Generic;
using System.Text.Json;
using ImageGen.Json;

namespace ImageGen.Apis.Provenance;

/// <summary>Answer of <c>POST /v1/content_provenance_checks</c>.</summary>
internal sealed class ProvenanceResults : IAnswerObject
{
    public IReadOnlyList<ProvenanceResult>? Results { get; private set; }

    public void Take(string name, ref Utf8JsonReader json)
    {
        switch (name)
        {
            case "results": Results = json.List<ProvenanceResult>(isStrict: true); break;
        }
    }
}

/// <summary>What one of the checks found.</summary>
internal sealed class ProvenanceResult : IAnswerObject
{
    public string? Type { get; private set; }

    public string? Outcome { get; private set; }

    public string? Model { get; private set; }

    /// <summary>Seconds since 1970, or a date as text.</summary>
    public JsonElement GeneratedAt { get; private set; }

    public string? ValidationState { get; private set; }

    public string? Issuer { get; private set; }

    public void Take(string name, ref Utf8JsonReader json)
    {
        switch (name)
        {
            case "type": Type = json.Text(); break;
            case "outcome": Outcome = json.Text(); break;
            case "model": Model = json.Text(); break;
            case "generated_at": GeneratedAt = json.Element(); break;
            case "validation_state": ValidationState = json.Text(); break;
            case "issuer": Issuer = json.Text(); break;
        }
    }
}
