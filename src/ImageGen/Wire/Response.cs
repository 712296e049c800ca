using System.Collections.Generic;
using System.Text.Json;

namespace ImageGen.Wire;

/// <summary>A response object, whole or as it is known so far.</summary>
internal sealed record Response
{
    public string? Id { get; init; }

    public double? CreatedAt { get; init; }

    public string? Status { get; init; }

    public JsonElement Error { get; init; }

    public IncompleteDetails? IncompleteDetails { get; init; }

    public string? Model { get; init; }

    public IReadOnlyList<OutputItem>? Output { get; init; }

    public string? PreviousResponseId { get; init; }

    public bool? Store { get; init; }

    public ToolUsage? ToolUsage { get; init; }

    public IReadOnlyList<ImageGenerationTool>? Tools { get; init; }

    public TokenUsage? Usage { get; init; }
}

/// <summary>Why a response stopped before it was complete.</summary>
internal sealed record IncompleteDetails
{
    public string? Reason { get; init; }
}
