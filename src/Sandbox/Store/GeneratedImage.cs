using System.Collections.Generic;

namespace ImageGen.Sandbox.Store;

/// <summary>A picture that a compatible server answers with the address of.</summary>
internal sealed record GeneratedImage(string Id, byte[] Data) : IStored
{
    /// <summary>At the server itself and not below its API, as LocalAI has it.</summary>
    public const string Root = "/generated-images";

    private const int Overhead = 256;

    public string Path => $"{Root}/{Id}.png";

    public IEnumerable<string> Ids => [Id];

    public long MemorySize => Overhead + Data.Length;
}
