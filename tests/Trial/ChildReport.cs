using System.Collections.Generic;

namespace ImageGen.Trial;

/// <summary>What the child saw.</summary>
internal sealed record ChildReport
{
    public int Images { get; init; }

    public double Seconds { get; init; }

    public IReadOnlyList<ChildError> Errors { get; init; } = [];

    /// <summary>How often the proxy's password stands in all that the child and its transcript said.</summary>
    public int Leaks { get; init; }
}

/// <summary>One error of the child.</summary>
internal sealed record ChildError(string Id, string Message, string Action);
