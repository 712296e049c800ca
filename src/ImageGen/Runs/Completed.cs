using ImageGen.Http;

namespace ImageGen.Runs;

/// <summary>
/// An image is complete and, where it has a target, saved; or the state of an unfinished response is known.
/// </summary>
internal sealed record Completed(AIImage Image) : GenerationEvent;
