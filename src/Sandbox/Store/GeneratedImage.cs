using System.Collections.Generic;
using ImageGen.Sandbox.Refusals;

namespace ImageGen.Sandbox.Store;

/// <summary>A picture that a compatible server answers with the address of.</summary>
internal sealed record GeneratedImage(string Id, byte[] Data) : IStored
{
    private const int Overhead = 256;

    public string Path => $"{SandboxDialect.GeneratedImages}/{Id}.png";

    public IEnumerable<string> Ids => [Id];

    public long MemorySize => Overhead + Data.Length;
}
