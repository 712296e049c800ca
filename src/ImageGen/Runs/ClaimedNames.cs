using System;
using System.Collections.Generic;
using System.IO;
using ImageGen.Files;

namespace ImageGen.Runs;

/// <summary>
/// The file names that the images of one command have claimed, however they were spelt. Names that are made from tokens
/// are told apart without regard to case, so that they fit on every system; names that were given count as the disk
/// sees them.
/// </summary>
internal sealed class ClaimedNames
{
    private readonly HashSet<string> _anyCase = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _exact = new(PathComparer.OfSystem);

    /// <summary>Claims a name that was made; false where it is taken in any case.</summary>
    public bool TryAdd(string path)
    {
        string full = FullPath(path);
        return _anyCase.Add(full) && _exact.Add(full);
    }

    /// <summary>Claims a name that was given; false where it is the same file.</summary>
    public bool TryAddExact(string path)
    {
        string full = FullPath(path);
        _anyCase.Add(full);
        return _exact.Add(full);
    }

    /// <summary>Releases a name that was claimed and not used.</summary>
    public void Release(string path)
    {
        string full = FullPath(path);
        _anyCase.Remove(full);
        _exact.Remove(full);
    }

    /// <summary>A name that the system cannot hold stays as it is; it is refused where it is used.</summary>
    private static string FullPath(string path)
    {
        try
        {
            return Path.GetFullPath(path);
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            return path;
        }
    }
}
