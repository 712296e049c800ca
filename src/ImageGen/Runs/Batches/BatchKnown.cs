using ImageGen.Http;

namespace ImageGen.Runs.Batches;

/// <summary>The state of batches is known.</summary>
internal sealed record BatchKnown(AIImageBatch Batch) : GenerationEvent;
