namespace ImageGen.Benchmarks.Children;

/// <summary>What a long run used: for each image on average, and at the peak over what the process had before.</summary>
internal sealed record LongRunReport(Measurement Each, double PeakGrowthBytes);
