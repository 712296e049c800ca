using System;
using System.IO;
using System.Linq;
using ImageGen.Files;

namespace ImageGen.Gallery;

/// <summary>The link of a page to a file: relative, or a file URL where no relative one leads there.</summary>
internal static class PageLink
{
    /// <param name="folder">Full path of the page's folder.</param>
    /// <param name="file">Full path of the file.</param>
    public static string Create(string folder, string file)
    {
        string root = Path.GetPathRoot(file)!;
        if (!PathComparer.OfSystem.Equals(root, Path.GetPathRoot(folder))) return FileUrl(file);

        string[] from = Split(folder.Substring(root.Length));
        string[] to = Split(file.Substring(root.Length));
        int common = 0;
        while (common < from.Length && common < to.Length - 1 && PathComparer.OfSystem.Equals(from[common], to[common]))
        {
            common++;
        }

        return string.Join(
            "/", Enumerable.Repeat("..", from.Length - common).Concat(to.Skip(common).Select(Uri.EscapeDataString)));
    }

    private static string FileUrl(string file)
    {
        string[] parts = Split(file);
        string start = file.StartsWith(@"\\", StringComparison.Ordinal) ? "file://" : "file:///";

        // The colon of a drive stands as it is.
        return start + string.Join(
            "/", parts.Select((part, at) => at == 0 && part.EndsWith(":", StringComparison.Ordinal)
                ? part
                : Uri.EscapeDataString(part)));
    }

    private static string[] Split(string path) => path.Split(
        [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
}
