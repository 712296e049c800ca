using System.Collections.Generic;

namespace ImageGen.Sandbox.Store;

/// <summary>Something the sandbox remembers.</summary>
internal interface IStored
{
    /// <summary>All ids it is found by.</summary>
    IEnumerable<string> Ids { get; }

    /// <summary>About the bytes held.</summary>
    long MemorySize { get; }
}
