using System;

namespace ImageGen.Models;

/// <summary>What a service says of a model.</summary>
internal sealed class ServiceModel(string id, DateTimeOffset? createdAt, string? ownedBy, DateTime? shutdownDate)
{
    public string Id { get; } = id;

    public DateTimeOffset? CreatedAt { get; } = createdAt;

    public string? OwnedBy { get; } = ownedBy;

    public DateTime? ShutdownDate { get; } = shutdownDate;
}
