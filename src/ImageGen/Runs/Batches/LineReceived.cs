using ImageGen.Apis.Batches;
using ImageGen.Http;

namespace ImageGen.Runs.Batches;

/// <summary>One line of a batch's output, told once. Whoever takes it owns its images.</summary>
internal sealed record LineReceived(OutputResult Result) : GenerationEvent;
