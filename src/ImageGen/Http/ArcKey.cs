using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using ImageGen.Files;
using ImageGen.Service;

namespace ImageGen.Http;

/// <summary>
/// The proof that the Azure Arc agent asks for: it names a file that only administrators and members of its group can
/// read. The name comes from a server, so only a plain file directly in the agent's own folder is read.
/// </summary>
internal static class ArcKey
{
    private const string Challenge = "Basic realm=";
    private const string Extension = ".key";
    private const int LongestKey = 4096;

    /// <summary>Where the agent keeps its keys; null where there is no such agent.</summary>
    public static string? Folder =>
        RuntimeInformation.IsOSPlatform(OSPlatform.Linux) ? "/var/opt/azcmagent/tokens"
        : !RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? null
        : Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData),
            "AzureConnectedMachineAgent",
            "Tokens");

    /// <summary>The key in the file that the challenge names.</summary>
    /// <exception cref="AIImageException">The file is not one of the agent's, or cannot be read.</exception>
    public static ServiceKey Read(string? challenge, string? folder, string source)
    {
        string? path = challenge?.StartsWith(Challenge, StringComparison.OrdinalIgnoreCase) == true
            ? challenge.Substring(Challenge.Length).Trim().Trim('"')
            : null;
        if (folder is null || path is null || !IsInFolder(path, folder))
        {
            throw AuthenticationFailed(source, "The agent named no key file in its own folder, so none was read.");
        }

        try
        {
            // A link could lead out of the folder.
            return (File.GetAttributes(path) & (FileAttributes.ReparsePoint | FileAttributes.Directory)) != 0
                ? throw AuthenticationFailed(
                    source, "The key file of the agent is not a plain file, so it was not read.")
                : KeyIn(path, source);
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            throw AuthenticationFailed(
                source,
                "The key file of the agent cannot be read. Run as an administrator, or on Linux as a member of the "
                + "group himds.");
        }
    }

    /// <summary>Compared as text: what needs no resolving cannot lead elsewhere.</summary>
    private static bool IsInFolder(string path, string folder)
    {
        string start = folder + Path.DirectorySeparatorChar;
        if (!path.StartsWith(start, Comparison) || !path.EndsWith(Extension, Comparison)) return false;

        string name = path.Substring(start.Length);
        return name.Length > Extension.Length && Array.TrueForAll(name.ToCharArray(), IsPlain);
    }

    private static StringComparison Comparison => Path.DirectorySeparatorChar == '\\'
        ? StringComparison.OrdinalIgnoreCase
        : StringComparison.Ordinal;

    private static bool IsPlain(char letter) =>
        letter is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_' or '.';

    private static ServiceKey KeyIn(string path, string source)
    {
        byte[] bytes = new byte[LongestKey + 1];
        int length = 0;
        const FileShare any = FileShare.ReadWrite | FileShare.Delete;
        using (FileStream file = File.Open(path, FileMode.Open, FileAccess.Read, any))
        {
            for (int read; length < bytes.Length && (read = file.Read(bytes, length, bytes.Length - length)) > 0;)
            {
                length += read;
            }
        }

        string key = Encoding.ASCII.GetString(bytes, 0, length).Trim();
        bool isKey = length <= LongestKey && key.Length > 0
            && Array.TrueForAll(bytes.AsSpan(0, length).ToArray(), value => value < 0x80)
            && Array.TrueForAll(key.ToCharArray(), letter => letter is > ' ' and <= '~');
        return isKey
            ? new ServiceKey(key, source)
            : throw AuthenticationFailed(
                source, $"The key file of the agent holds no key of at most {LongestKey} bytes.");
    }

    private static AIImageException AuthenticationFailed(string source, string reason) =>
        new(ErrorIds.AuthenticationFailed, $"{source} returned no token. {reason}");
}
