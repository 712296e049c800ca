using System.Text.Json;

namespace ImageGen.Runs.Batches;

/// <summary>An input in the words that the record keeps of it.</summary>
internal sealed record RecordedInput(JsonElement Words);
