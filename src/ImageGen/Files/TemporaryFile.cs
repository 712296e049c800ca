using System;
using System.IO;

namespace ImageGen.Files;

/// <summary>
/// A file under a temporary name in the folder of its target. It becomes the target by a rename, or is removed: the
/// target is either whole or not there.
/// </summary>
internal sealed class TemporaryFile : IDisposable
{
    public const string Extension = ".part";

    private const int LongestName = 100;

    private readonly string? _madeFolder;
    private bool _isPublished;

    /// <summary>Creates the folder of the target if need be, and an empty file in it.</summary>
    /// <param name="target">Full path of the file to be.</param>
    /// <param name="open">Opens the file; the default way if omitted.</param>
    /// <exception cref="IOException">The disk refused the write.</exception>
    public TemporaryFile(string target, Func<string, FileStream>? open = null)
    {
        string folder = System.IO.Path.GetDirectoryName(target)!;
        _madeFolder = MakeFolder(folder);
        Path = System.IO.Path.Combine(folder, PrefixOf(target) + System.IO.Path.GetRandomFileName() + Extension);
        Stream = open is null
            ? new FileStream(Path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, bufferSize: 1)
            : open(Path);
    }

    public string Path { get; }

    /// <summary>False when the file, or its folder, was removed by somebody else.</summary>
    public bool IsThere => File.Exists(Path);

    /// <summary>Open until the file is published.</summary>
    public FileStream Stream { get; }

    /// <summary>How the names of a target's temporary files begin.</summary>
    public static string PrefixOf(string target)
    {
        string name = System.IO.Path.GetFileName(target);
        return $".{(name.Length > LongestName ? name.Substring(0, LongestName) : name)}.";
    }

    /// <summary>Flushes to the disk, if wanted, and gives the file its name.</summary>
    /// <exception cref="IOException">The target exists and is not to be replaced, or the disk refused.</exception>
    public void Publish(string target, bool overwrite, bool flushToDisk = true)
    {
        Stream.Flush(flushToDisk);
        string folder = System.IO.Path.GetDirectoryName(target)!;
        if (!Directory.Exists(folder)) Directory.CreateDirectory(folder);
        Stream.Dispose();
        if (overwrite && File.Exists(target)) File.Replace(Path, target, destinationBackupFileName: null);
        else ExclusiveName.MoveWithoutOverwrite(Path, target);
        _isPublished = true;
    }

    /// <summary>
    /// All that was written. It is read through the open file as long as there is one, for its name may be gone.
    /// </summary>
    public byte[] ReadAll()
    {
        if (!Stream.CanRead) return File.ReadAllBytes(Path);

        byte[] bytes = new byte[Stream.Length];
        Stream.Position = 0;
        return Stream.Fill(bytes) == bytes.Length
            ? bytes
            : throw new EndOfStreamException("The temporary file is shorter than what was written to it.");
    }

    /// <summary>Removes the file unless it was published.</summary>
    public void Dispose()
    {
        if (_isPublished) return;

        try
        {
            Stream.Dispose();
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            // A full disk refuses the last flush; the file goes all the same.
        }

        try
        {
            File.Delete(Path);
            RemoveMadeFolders();
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            // The failure that led here is the one to report.
        }
    }

    /// <summary>Makes the folder and those above it; the topmost that was not there, or null where all were.</summary>
    private static string? MakeFolder(string folder)
    {
        if (Directory.Exists(folder)) return null;

        string made = folder;
        while (System.IO.Path.GetDirectoryName(made) is string above && !Directory.Exists(above)) made = above;
        Directory.CreateDirectory(folder);
        return made;
    }

    /// <summary>Removes the folders that were made for a file that did not come, as far as they are empty.</summary>
    private void RemoveMadeFolders()
    {
        if (_madeFolder is null) return;

        for (string? folder = System.IO.Path.GetDirectoryName(Path); folder?.Length >= _madeFolder.Length;)
        {
            Directory.Delete(folder);
            folder = System.IO.Path.GetDirectoryName(folder);
        }
    }
}
