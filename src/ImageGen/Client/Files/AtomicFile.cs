using System;
using System.IO;

namespace ImageGen.Client.Files;

/// <summary>
/// Writes a file under a temporary name beside its target and renames it, so that the target is either whole or not
/// there.
/// </summary>
internal static class AtomicFile
{
    /// <summary>Writes the bytes; refuses an existing target unless told to replace it.</summary>
    /// <exception cref="IOException">The target exists, or the disk refused.</exception>
    public static void Write(string target, byte[] bytes, bool overwrite)
    {
        string folder = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(folder);
        string temporary = Path.Combine(folder, "." + Path.GetRandomFileName() + ".part");
        try
        {
            using (FileStream file = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                file.Write(bytes, 0, bytes.Length);
                file.Flush(flushToDisk: true);
            }

            Publish(temporary, target, overwrite);
        }
        catch
        {
            TryDelete(temporary);
            throw;
        }
    }

    private static void Publish(string temporary, string target, bool overwrite)
    {
        if (overwrite && File.Exists(target))
        {
            File.Replace(temporary, target, destinationBackupFileName: null);
            return;
        }

        File.Move(temporary, target);
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The failure that led here is the one to report.
        }
    }
}
