using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;

namespace ImageGen.Runs;

/// <summary>
/// The file names that the images of one command have claimed, however they were spelt. Names that are made from tokens
/// are told apart without regard to case, so that they fit on every system; names that were given count as the disk sees
/// them.
/// </summary>
internal sealed class ClaimedNames
{
    private readonly HashSet<string> _anyCase = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _exact = new(
        RuntimeInformation.IsOSPlatform(OSPlatform.Linux) ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);

    /// <summary>Claims a name that was made; false where it is taken in any case.</summary>
    public bool TryAdd(string path)
    {
        string full = Path.GetFullPath(path);
        return _anyCase.Add(full) && _exact.Add(full);
    }

    /// <summary>Claims a name that was given; false where it is the same file.</summary>
    public bool TryAddExact(string path)
    {
        string full = Path.GetFullPath(path);
        _anyCase.Add(full);
        return _exact.Add(full);
    }
}
