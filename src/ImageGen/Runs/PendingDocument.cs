using System;

namespace ImageGen.Runs;

/// <summary>The content of the <c>.pending</c> beside a file to come; no key.</summary>
internal sealed record PendingDocument
{
    public int Version { get; init; } = 1;

    /// <summary>Null from the moment before the request left until the service returned it.</summary>
    public string? ResponseId { get; init; }

    public string? Service { get; init; }

    public string? Prompt { get; init; }

    /// <summary>The reservation in the ledger; null without a ledger.</summary>
    public string? LedgerId { get; init; }

    public DateTimeOffset? SentAt { get; init; }
}
