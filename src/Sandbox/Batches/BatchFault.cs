namespace ImageGen.Sandbox.Batches;

/// <summary>Why a batch fails as a whole: one of its `errors.data`.</summary>
/// <param name="Code">Its name.</param>
/// <param name="Message">In words.</param>
/// <param name="Param">The member of the line; null where the line as such is meant.</param>
/// <param name="Line">Number of the line, from 1; null where the whole file is meant.</param>
internal sealed record BatchFault(string Code, string Message, string? Param, int? Line);
