using System.Collections.Generic;

namespace ImageGen;

/// <summary>
/// What an image says of its origin, and what the service says of it. What the image says is read and not verified:
/// anybody can write such a claim, and take one away.
/// </summary>
public sealed class AIImageProvenance
{
    internal AIImageProvenance(string? fullName, string? format)
    {
        FullName = fullName;
        Format = format;
    }

    /// <summary>Full path of the image's file; null for one in memory.</summary>
    public string? FullName { get; }

    /// <summary>Format found in the bytes.</summary>
    public string? Format { get; }

    /// <summary>True when content credentials (C2PA) are in the bytes.</summary>
    public bool HasContentCredentials { get; internal init; }

    /// <summary>Whom the certificate of the signature names; the signature is not verified.</summary>
    public string? Issuer { get; internal init; }

    /// <summary>The software that wrote the claim.</summary>
    public string? Generator { get; internal init; }

    /// <summary>What was done, for example <c>c2pa.created</c>.</summary>
    public IReadOnlyList<string> Actions { get; internal init; } = [];

    /// <summary>What the image is said to be, for example <c>trainedAlgorithmicMedia</c>: made by a model.</summary>
    public IReadOnlyList<string> SourceTypes { get; internal init; } = [];

    /// <summary>What the service's check found, with <c>-Online</c>; null without it.</summary>
    public IReadOnlyList<AIImageProvenanceCheck>? Checks { get; internal init; }

    /// <summary>What was found, in words.</summary>
    public string Message { get; internal init; } = string.Empty;

    /// <summary>What was found, in words.</summary>
    /// <returns>The message.</returns>
    public override string ToString() => Message;
}
