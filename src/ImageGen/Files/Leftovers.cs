using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace ImageGen.Files;

/// <summary>
/// Temporary files of a run that was killed, found once for each folder and removed as their targets come up.
/// </summary>
internal sealed class Leftovers
{
    private readonly Dictionary<string, string[]> _files = new(StringComparer.Ordinal);

    /// <summary>Removes what an earlier run left of this target.</summary>
    public void Remove(string target)
    {
        string folder = Path.GetDirectoryName(target)!;
        if (!_files.TryGetValue(folder, out string[]? files)) _files[folder] = files = Find(folder);
        string prefix = TemporaryFile.PrefixOf(target);
        foreach (string file in files
            .Where(file => Path.GetFileName(file).StartsWith(prefix, StringComparison.Ordinal)))
        {
            try
            {
                File.Delete(file);
            }
            catch (Exception exception) when (FileFailure.IsFileFailure(exception))
            {
                // Somebody else still has it; it is no target of anything.
            }
        }
    }

    private static string[] Find(string folder)
    {
        try
        {
            return Directory.GetFiles(folder, "*" + TemporaryFile.Extension);
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            return [];
        }
    }
}
