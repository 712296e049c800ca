using System.IO;

namespace ImageGen.Client.Files;

/// <summary>Writes a whole file at once, or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>Writes the bytes; refuses an existing target unless told to replace it.</summary>
    /// <exception cref="IOException">The target exists, or the disk refused.</exception>
    public static void Write(string target, byte[] bytes, bool overwrite)
    {
        using TemporaryFile file = new(Path.GetDirectoryName(target)!);
        file.Stream.Write(bytes, 0, bytes.Length);
        file.Publish(target, overwrite);
    }
}
