namespace ImageGen.Runs.Batches;

/// <summary>
/// The endpoints that a batch may name. The Responses API can be batched too; nobody has seen its image tool work
/// there.
/// </summary>
internal static class BatchEndpoint
{
    public const string Generations = "/v1/images/generations";
    public const string Edits = "/v1/images/edits";

    public static string For(bool isEdit) => isEdit ? Edits : Generations;
}
