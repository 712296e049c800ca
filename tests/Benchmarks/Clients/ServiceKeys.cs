namespace ImageGen.Benchmarks.Clients;

/// <summary>The key that all send, so that their requests are alike.</summary>
internal static class ServiceKeys
{
    public const string Key = "sk-benchmark";
}
