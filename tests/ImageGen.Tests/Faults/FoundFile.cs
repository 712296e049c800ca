using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace ImageGen.Tests.Faults;

/// <summary>A file or an empty folder that is left after a run.</summary>
internal sealed record FoundFile(string Name, byte[] Bytes)
{
    /// <summary>What a test writes into a file that is not the module's.</summary>
    public const string Foreign = "somebody else's";

    public bool IsForeign => Encoding.UTF8.GetString(Bytes) == Foreign;

    /// <summary>All of a folder, hidden ones too; a folder that holds nothing ends with a slash.</summary>
    public static IReadOnlyList<FoundFile> In(string folder)
    {
        EnumerationOptions all = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };
        return
        [
            .. Directory.EnumerateFileSystemEntries(folder, "*", all)
                .Where(path => File.Exists(path) || !Directory.EnumerateFileSystemEntries(path).Any())
                .Select(path => new FoundFile(
                    Path.GetRelativePath(folder, path).Replace('\\', '/') + (File.Exists(path) ? string.Empty : "/"),
                    File.Exists(path) ? File.ReadAllBytes(path) : []))
                .OrderBy(file => file.Name, StringComparer.Ordinal),
        ];
    }
}
