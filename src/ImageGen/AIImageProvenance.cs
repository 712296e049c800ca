using System.Collections.Generic;

namespace ImageGen;

/// <summary>
/// What an image says about its origin, and what the service says about it. The claims in the image are read but not
/// verified: anybody can add or remove them.
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

    /// <summary>Name in the signer's certificate; the signature is not verified.</summary>
    public string? Issuer { get; internal init; }

    /// <summary>The software that wrote the claim.</summary>
    public string? Generator { get; internal init; }

    /// <summary>The recorded actions, for example <c>c2pa.created</c>.</summary>
    public IReadOnlyList<string> Actions { get; internal init; } = [];

    /// <summary>The declared kind of source, for example <c>trainedAlgorithmicMedia</c>: made by a model.</summary>
    public IReadOnlyList<string> SourceTypes { get; internal init; } = [];

    /// <summary>Results of the service's check with <c>-Online</c>; null without it.</summary>
    public IReadOnlyList<AIImageProvenanceCheck>? Checks { get; internal init; }

    /// <summary>Description of the result.</summary>
    public string Message { get; internal init; } = string.Empty;

    /// <summary>Description of the result.</summary>
    /// <returns>The message.</returns>
    public override string ToString() => Message;
}
