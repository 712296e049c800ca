namespace ImageGen.Runs.Batches;

/// <summary>What can be said of uploads.</summary>
internal static class StoredFiles
{
    /// <summary>The service took a file and did not say how it is called.</summary>
    public static AIImageException WithoutId() => new(
        ErrorIds.InvalidResponse, "The service accepted an upload but returned no id. Nothing was started with it.");

    /// <summary>True for an answer that says that there is no such file or batch, in the service's own words.</summary>
    public static bool IsGone(AIImageException? failure) =>
        failure is { StatusCode: 404, IsFromGateway: false, ErrorId: not ErrorIds.ServiceUnsupported };
}
