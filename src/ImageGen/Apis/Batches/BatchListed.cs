using ImageGen.Http;

namespace ImageGen.Apis.Batches;

/// <summary>A batch of the list.</summary>
internal sealed record BatchListed(BatchObject Batch) : GenerationEvent;
