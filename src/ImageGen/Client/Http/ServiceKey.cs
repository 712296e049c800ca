namespace ImageGen.Client.Http;

/// <summary>An API key and where it came from. Its text leaves only in the header of a request.</summary>
internal sealed class ServiceKey(string secret, string source)
{
    public string Source { get; } = source;

    public string Reveal() => secret;

    public override string ToString() => Source;
}
