using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using ImageGen.Files;

namespace ImageGen.Orders;

/// <summary>Where the images of an order are saved, and what becomes of files that are there already.</summary>
internal sealed class OutputTarget(string path, bool isFolder)
{
    private static readonly Regex s_folderEnd = new(@"[\\/]$", RegexOptions.CultureInvariant);
    private static readonly Regex s_extension = new(
        @".\.[A-Za-z][A-Za-z0-9]{1,4}$", RegexOptions.CultureInvariant);

    /// <summary>Full path of a file, a folder or a template.</summary>
    public string Path { get; } = path;

    /// <summary>It is a folder.</summary>
    public bool IsFolder { get; } = isFolder;

    /// <summary>Existing files are replaced.</summary>
    public bool Overwrite { get; init; }

    /// <summary>Existing files are kept, and nothing is sent for them.</summary>
    public bool Resume { get; init; }

    /// <summary>A sidecar is written beside each image.</summary>
    public bool Sidecar { get; init; }

    /// <summary>The path stood in the row of the input, and so belongs to it.</summary>
    public bool IsInRow { get; init; }

    /// <summary>The output format that the path's extension asks for, or null.</summary>
    public string? Format => IsFolder ? null : ImageFormats.OfFileName(Path)?.Name;

    /// <summary>
    /// True for an existing folder, for a path that ends like one, and for a name that has neither an extension nor a
    /// token.
    /// </summary>
    /// <param name="typed">The path as it was typed.</param>
    /// <param name="full">The full path.</param>
    public static bool IsFolderPath(string typed, string full) =>
        Directory.Exists(full) || s_folderEnd.IsMatch(typed) || !IsFileName(System.IO.Path.GetFileName(full));

    /// <summary>
    /// The digits behind the dot of a version or a date are no extension. A dot at the end says that it has none.
    /// </summary>
    private static bool IsFileName(string name) =>
        s_extension.IsMatch(name) || name.EndsWith(".", StringComparison.Ordinal) || FileNameToken.In(name).Any();
}
