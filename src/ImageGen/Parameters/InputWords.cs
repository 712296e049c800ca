using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;

namespace ImageGen.Parameters;

/// <summary>
/// An input in plain values, as a record keeps it, and the input again of another day: it is the target of its errors,
/// and can be piped in once more.
/// </summary>
internal static class InputWords
{
    /// <summary>The one property of a file. No column is called so by chance.</summary>
    private const string FileKey = "$file";

    /// <summary>The words of an input; null where it is only bytes.</summary>
    public static object? For(object? input) => input switch
    {
        string text => text,
        Uri address => address.OriginalString,
        FileSystemInfo file => OfFile(file.FullName),
        PathInfo path => OfFile(path.ProviderPath),
        AIImage { FullName: string path } => OfFile(path),
        PSObject { BaseObject: PSCustomObject } => PlainValues.Unwrap(input),
        PSObject wrapped => For(wrapped.BaseObject),
        object?[] { Length: 1 } single => For(single[0]),
        object?[] several => several.Select(For).ToList(),
        _ => null,
    };

    /// <summary>The input that has these words; null for one that was only bytes.</summary>
    public static object? ToInput(object? words)
    {
        switch (words)
        {
            case KeyValuePair<string, object?>[] { Length: 1 } pairs
                when pairs[0] is { Key: FileKey, Value: string path }:
                return new FileInfo(path);
            case KeyValuePair<string, object?>[] pairs:
                PSObject row = new();
                foreach (KeyValuePair<string, object?> pair in pairs)
                {
                    row.Properties.Add(new PSNoteProperty(pair.Key, ToInput(pair.Value)));
                }

                return row;
            case object?[] several:
                return Array.ConvertAll(several, ToInput);
            default:
                return words;
        }
    }

    private static Dictionary<string, object?> OfFile(string path) => new() { [FileKey] = path };
}
