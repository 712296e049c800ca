using System.Collections.Generic;

namespace ImageGen.Tests.Specs;

/// <summary>The results by name, or why there are none.</summary>
internal sealed record SpecReport(
    IReadOnlyDictionary<string, SpecResult> Results, string? SkipReason = null, string? Failure = null);
