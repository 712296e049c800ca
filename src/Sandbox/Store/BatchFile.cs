using System;
using System.Collections.Generic;
using System.Threading;

namespace ImageGen.Sandbox.Store;

/// <summary>An output or error file of a batch: its lines are made while it is read.</summary>
internal sealed record BatchFile(
    string Id, string Name, long CreatedAt, Func<CancellationToken, IEnumerable<byte[]>> Lines) : IStoredFile
{
    private const int Overhead = 512;

    public string Purpose => "batch_output";

    public int? SecondsToLive { get; init; }

    public long Length => 0;

    public IEnumerable<string> Ids => [Id];

    public long MemorySize => Overhead;
}
