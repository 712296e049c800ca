using System.IO;
using System.Runtime.InteropServices;
using System.Text;

namespace ImageGen.Files;

/// <summary>Gives a file a name that nobody else has, also where several programs want it at the same moment.</summary>
/// <remarks>
/// The framework's own move looks first and renames then, except on Windows; a file created in between is overwritten.
/// A hard link is made only where there is nothing.
/// </remarks>
internal static class ExclusiveName
{
    private const int Taken = 17;

    /// <exception cref="IOException">The name is taken, or the disk refused.</exception>
    public static void MoveWithoutOverwrite(string path, string name)
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            File.Move(path, name);
            return;
        }

        if (Link(Terminated(path), Terminated(name)) == 0)
        {
            File.Delete(path);
            return;
        }

        // Some file systems know no links. There the look before the move has to do.
        if (Marshal.GetLastWin32Error() == Taken) throw new IOException($"The file '{name}' already exists.");
        File.Move(path, name);
    }

    private static byte[] Terminated(string path) => Encoding.UTF8.GetBytes(path + "\0");

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    private static extern int Link(byte[] path, byte[] name);
}
