using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Serialization;
using ImageGen.Json;

namespace ImageGen.Apis.Responses;

/// <summary>A response object, whole or as it is known so far.</summary>
internal sealed record Response
{
    public string? Id { get; init; }

    public double? CreatedAt { get; init; }

    public double? CompletedAt { get; init; }

    public string? Status { get; init; }

    public JsonElement Error { get; init; }

    [JsonConverter(typeof(LenientObject<IncompleteDetails>))]
    public IncompleteDetails? IncompleteDetails { get; init; }

    public string? Model { get; init; }

    [JsonConverter(typeof(LenientList<OutputItem>))]
    public IReadOnlyList<OutputItem>? Output { get; init; }

    public string? PreviousResponseId { get; init; }

    public bool? Store { get; init; }

    public string? ServiceTier { get; init; }

    [JsonConverter(typeof(LenientObject<ToolUsage>))]
    public ToolUsage? ToolUsage { get; init; }

    [JsonConverter(typeof(LenientList<ImageGenerationTool>))]
    public IReadOnlyList<ImageGenerationTool>? Tools { get; init; }

    [JsonConverter(typeof(LenientObject<TokenUsage>))]
    public TokenUsage? Usage { get; init; }

    /// <summary>How long the service took; null while it is not finished.</summary>
    internal TimeSpan? Duration => CompletedAt - CreatedAt is >= 0 and < 1e8 and double seconds
        ? TimeSpan.FromSeconds(seconds)
        : null;

    /// <summary>True while the service works on it, or is going to.</summary>
    internal bool IsUnderWay => Status is "queued" or "in_progress";
}

/// <summary>Why a response stopped before it was complete.</summary>
internal sealed class IncompleteDetails
{
    public string? Reason { get; init; }
}
