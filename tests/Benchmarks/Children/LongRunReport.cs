namespace ImageGen.Benchmarks.Children;

/// <summary>What a long run used.</summary>
/// <param name="Each">For each image, on average.</param>
/// <param name="PeakGrowthBytes">Memory of the process at its peak, over what it had before.</param>
/// <param name="KeptBytes">What is still referenced at the end, over what was before.</param>
internal sealed record LongRunReport(Measurement Each, double PeakGrowthBytes, double KeptBytes);
