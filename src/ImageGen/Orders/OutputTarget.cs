using System.IO;
using ImageGen.Files;

namespace ImageGen.Orders;

/// <summary>Where the images of an order are saved, and what becomes of files that are there already.</summary>
internal sealed class OutputTarget(string path, bool isFolder)
{
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
    public string? Format => IsFolder ? null : ImageHeader.FormatOfExtension(System.IO.Path.GetExtension(Path));

    /// <summary>True when the full path is an existing folder, or the path as it was typed ends like one.</summary>
    public static bool IsFolderPath(string typed, string full) =>
        Directory.Exists(full)
        || typed.EndsWith(System.IO.Path.DirectorySeparatorChar.ToString(), System.StringComparison.Ordinal)
        || typed.EndsWith(System.IO.Path.AltDirectorySeparatorChar.ToString(), System.StringComparison.Ordinal);
}
