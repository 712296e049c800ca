using System;

namespace ImageGen;

/// <summary>One result of the service's provenance check (<c>results[]</c>).</summary>
public sealed class AIImageProvenanceCheck
{
    internal AIImageProvenanceCheck(string type, string? outcome)
    {
        Type = type;
        Outcome = outcome;
    }

    /// <summary>The kind of check (<c>type</c>): <c>c2pa</c> or <c>synthid</c>.</summary>
    public string Type { get; }

    /// <summary>The result as the service reports it (<c>outcome</c>).</summary>
    public string? Outcome { get; }

    /// <summary>The model that made the image (<c>model</c>), if it was found.</summary>
    public string? Model { get; internal init; }

    /// <summary>When the image was made (<c>generated_at</c>), if it was found.</summary>
    public DateTimeOffset? GeneratedAt { get; internal init; }

    /// <summary>The state of the content credentials (<c>validation_state</c>).</summary>
    public string? ValidationState { get; internal init; }

    /// <summary>Who signed the content credentials (<c>issuer</c>).</summary>
    public string? Issuer { get; internal init; }

    /// <summary>The type and its outcome.</summary>
    /// <returns>For example <c>c2pa: detected</c>.</returns>
    public override string ToString() => $"{Type}: {Outcome}";
}
