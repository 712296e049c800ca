using System;

namespace ImageGen.Models;

/// <summary>What a service says of a model.</summary>
internal sealed record ServiceModel(string Id, DateTimeOffset? CreatedAt, string? OwnedBy, DateTime? ShutdownDate);
