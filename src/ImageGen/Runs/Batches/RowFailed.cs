using ImageGen.Http;

namespace ImageGen.Runs.Batches;

/// <summary>Why there is no image of a row, or why one could not be saved.</summary>
internal sealed record RowFailed(RecordRow Row, AIImageException Exception) : GenerationEvent;
