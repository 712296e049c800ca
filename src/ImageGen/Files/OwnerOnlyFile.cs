using System.IO;
using System.Runtime.InteropServices;
using System.Text;

namespace ImageGen.Files;

/// <summary>
/// Creates files that only their owner can read. On Windows the rights of the folder count, which in a user's profile
/// are the same.
/// </summary>
internal static class OwnerOnlyFile
{
    /// <summary>Read and write for the owner.</summary>
    private const uint Mode = 0x180;

    /// <summary>Creates an empty file; its rights are set before anything is in it.</summary>
    /// <exception cref="IOException">It exists already, or the disk refused.</exception>
    public static FileStream Create(string path, int bufferSize)
    {
        FileStream file = new(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize);
        bool isSet = RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
            || ChangeMode(Encoding.UTF8.GetBytes(path + "\0"), Mode) == 0;
        if (isSet) return file;

        file.Dispose();
        File.Delete(path);
        throw new IOException($"The permissions of '{path}' cannot be set.");
    }

    [DllImport("libc", EntryPoint = "chmod", SetLastError = true)]
    private static extern int ChangeMode(byte[] path, uint mode);
}
