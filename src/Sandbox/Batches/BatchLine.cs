namespace ImageGen.Sandbox.Batches;

/// <summary>Where a line of the input stands, and how many lines before it have an equal body.</summary>
internal readonly record struct BatchLine(int Start, int Length, ulong Occurrence);
