using System;
using System.Collections.Generic;
using System.Text.Json;
using ImageGen.Json;

namespace ImageGen.Apis.Responses;

/// <summary>A response object, whole or as it is known so far.</summary>
internal sealed record Response : IAnswerObject
{
    public string? Id { get; set; }

    public double? CreatedAt { get; private set; }

    public double? CompletedAt { get; private set; }

    public string? Status { get; private set; }

    public JsonElement Error { get; private set; }

    public IncompleteDetails? IncompleteDetails { get; private set; }

    public string? Model { get; private set; }

    public IReadOnlyList<OutputItem>? Output { get; set; }

    public string? PreviousResponseId { get; private set; }

    public bool? Store { get; private set; }

    public string? ServiceTier { get; private set; }

    public ToolUsage? ToolUsage { get; set; }

    public IReadOnlyList<EchoedTool>? Tools { get; private set; }

    public TokenUsage? Usage { get; set; }

    /// <summary>How long the service took; null while it is not finished.</summary>
    internal TimeSpan? Duration => CompletedAt - CreatedAt is >= 0 and < 1e8 and double seconds
        ? TimeSpan.FromSeconds(seconds)
        : null;

    /// <summary>True while the service works on it, or is going to.</summary>
    internal bool IsUnderWay => Status is "queued" or "in_progress";

    public void Take(string name, ref Utf8JsonReader json)
    {
        switch (name)
        {
            case "id": Id = json.Text(); break;
            case "created_at": CreatedAt = json.Number(); break;
            case "completed_at": CompletedAt = json.Number(); break;
            case "status": Status = json.Text(); break;
            case "error": Error = json.Element(); break;
            case "incomplete_details": IncompleteDetails = json.Object<IncompleteDetails>(); break;
            case "model": Model = json.Text(); break;
            case "output": Output = json.List<OutputItem>(); break;
            case "previous_response_id": PreviousResponseId = json.Text(); break;
            case "store": Store = json.Truth(); break;
            case "service_tier": ServiceTier = json.Text(); break;
            case "tool_usage": ToolUsage = json.Object<ToolUsage>(); break;
            case "tools": Tools = json.List<EchoedTool>(); break;
            case "usage": Usage = json.Object<TokenUsage>(); break;
        }
    }
}

/// <summary>Why a response stopped before it was complete.</summary>
internal sealed class IncompleteDetails : IAnswerObject
{
    public string? Reason { get; private set; }

    public void Take(string name, ref Utf8JsonReader json)
    {
        switch (name)
        {
            case "reason": Reason = json.Text(); break;
        }
    }
}
