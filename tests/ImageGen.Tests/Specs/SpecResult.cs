namespace ImageGen.Tests.Specs;

/// <summary>What became of one spec, in Pester's words.</summary>
internal sealed record SpecResult(string Result, string Message);
