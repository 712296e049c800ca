using System;
using System.Collections.Generic;

namespace ImageGen.Sandbox.Store;

/// <summary>An uploaded file.</summary>
internal sealed record SandboxFile(string Id, string Name, string Purpose, byte[] Data) : IStoredFile
{
    private const int Overhead = 512;

    public long CreatedAt { get; } = DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    /// <summary>Reported but not used: the sandbox has no clock.</summary>
    public int? SecondsToLive { get; init; }

    public long Length => Data.Length;

    public IEnumerable<string> Ids => [Id];

    public long MemorySize => Overhead + Data.Length;
}
