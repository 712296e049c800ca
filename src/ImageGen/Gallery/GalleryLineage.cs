using System;
using System.Collections.Generic;
using System.IO;
using ImageGen.Files;

namespace ImageGen.Gallery;

/// <summary>
/// Finds for each image the one that it was edited from: by its id, by its response, by its file, and for a folder that
/// was moved by a file of that name beside it. The result is a forest, whatever the ids say.
/// </summary>
internal sealed class GalleryLineage
{
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _responses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _paths = new(PathComparer.OfSystem);

    /// <summary>Adds an image; of two with the same id or file the first counts.</summary>
    public void Add(GalleryEntry entry, int position)
    {
        AddFirst(_paths, entry.Path, position);
        AddFirst(_ids, entry.Facts.Id, position);
        AddFirst(_responses, entry.Facts.ResponseId, position);
    }

    /// <summary>True when the file is on the page.</summary>
    public bool Has(string path) => _paths.ContainsKey(path);

    /// <summary>The position of the parent; null where there is none, or it is not on the page.</summary>
    public int? ParentOf(GalleryEntry entry, int position)
    {
        ImageParent source = entry.Facts.Parent;
        int? parent = Find(_ids, source.Id)
            ?? Find(_responses, source.ResponseId)
            ?? Find(_paths, source.Path)
            ?? Find(_paths, Beside(entry));
        return parent == position ? null : parent;
    }

    /// <summary>Connects all; where ids form a cycle, it is cut at one place.</summary>
    public void Connect(IReadOnlyList<GalleryEntry> entries)
    {
        for (int position = 0; position < entries.Count; position++)
        {
            entries[position].Parent = ParentOf(entries[position], position);
        }

        int[] walks = new int[entries.Count];
        for (int start = 0; start < entries.Count; start++)
        {
            int at = start;
            while (walks[at] == 0)
            {
                walks[at] = start + 1;
                if (entries[at].Parent is not int parent) break;

                if (walks[parent] == start + 1) entries[at].Parent = null;
                else at = parent;
            }
        }
    }

    /// <summary>A parent's file with its folder as it is now, when the image was moved together with it.</summary>
    private static string? Beside(GalleryEntry entry)
    {
        if (entry.Path is null || entry.Facts.Parent.FileName is not string name) return null;

        return name.Length == 0 || PathCheck.FindFault(name) is not null
            ? null
            : Path.Combine(Path.GetDirectoryName(entry.Path)!, name);
    }

    private static int? Find(Dictionary<string, int> positions, string? name) =>
        name is not null && positions.TryGetValue(name, out int position) ? position : null;

    private static void AddFirst(Dictionary<string, int> positions, string? name, int position)
    {
        if (name is not null && !positions.ContainsKey(name)) positions.Add(name, position);
    }
}
