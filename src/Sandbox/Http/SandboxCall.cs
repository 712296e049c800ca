using System.Threading;
using ImageGen.Sandbox.Refusals;

namespace ImageGen.Sandbox.Http;

/// <summary>One request: equal requests of one run have different numbers and so different identities.</summary>
internal sealed record SandboxCall(
    SandboxRoute Route, SandboxBody Body, ulong Identity, ulong Occurrence, CancellationToken Token)
{
    public SandboxDialect Dialect => Route.Dialect;

    /// <summary>The image deployment that the headers name.</summary>
    public string? ImageDeployment { get; init; }

    /// <summary>The part of a file that the headers ask for.</summary>
    public string? Range { get; init; }
}
