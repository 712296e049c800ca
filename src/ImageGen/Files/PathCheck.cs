using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace ImageGen.Files;

/// <summary>Finds paths that the system cannot hold, before anything is paid for that should be saved there.</summary>
internal static class PathCheck
{
    private const int LongestName = 255;
    private const string RefusedByWindows = "<>:\"|?*";

    private static readonly Regex s_root = new(@"^([\\/]{2}[?.][\\/])?([A-Za-z]:)?", RegexOptions.CultureInvariant);
    private static readonly Regex s_token = new(@"\{[^{}\\/]*\}", RegexOptions.CultureInvariant);

    /// <summary>
    /// Why there can be no such file on this system, as the end of a sentence; null when there can be one.
    /// </summary>
    /// <param name="path">A full path, which may have the tokens of a template.</param>
    public static string? FindFault(string path) =>
        FindFault(path, RuntimeInformation.IsOSPlatform(OSPlatform.Windows));

    /// <summary>The same by the rules of Windows, or of the others.</summary>
    public static string? FindFault(string path, bool isWindows)
    {
        string text = s_token.Replace(path, "x");
        if (isWindows) text = text.Substring(s_root.Match(text).Length);
        string[] names = text.Split(isWindows ? ['\\', '/'] : ['/']);
        foreach (char c in string.Concat(names))
        {
            if (c == '\0' || (isWindows && c < ' ')) return $"it contains the control character U+{(int)c:X4}";
            if (isWindows && RefusedByWindows.IndexOf(c) >= 0) return $"Windows does not allow '{c}' in a name";
        }

        // The last name is made fit for the disk when it is known; the folders are taken as they are.
        foreach (string folder in names.Take(names.Length - 1))
        {
            int length = isWindows ? folder.Length : Encoding.UTF8.GetByteCount(folder);
            if (length > LongestName) return $"the name of a folder is longer than {LongestName} characters";
            if (isWindows && SafeName.IsReserved(folder)) return $"'{folder}' is a reserved device name on Windows";
        }

        return null;
    }
}
