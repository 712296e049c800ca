using System;
using System.IO;

namespace ImageGen.Files;

/// <summary>Writes a whole file at once, or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>Writes the bytes; refuses an existing target unless told to replace it.</summary>
    /// <param name="target">Full path of the file.</param>
    /// <param name="bytes">All of it.</param>
    /// <param name="overwrite">Replaces an existing file.</param>
    /// <param name="flushToDisk">
    /// Waits for the disk; without it what survives the process may not survive the power.
    /// </param>
    /// <param name="open">Opens the temporary file; the usual way if omitted.</param>
    /// <exception cref="IOException">The target exists, or the disk refused.</exception>
    public static void Write(
        string target,
        byte[] bytes,
        bool overwrite,
        bool flushToDisk = true,
        Func<string, FileStream>? open = null)
    {
        using TemporaryFile file = new(target, open);
        file.Stream.Write(bytes, 0, bytes.Length);
        file.Publish(target, overwrite, flushToDisk);
    }
}
