using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace ImageGen.Help;

/// <summary>The files of the help as they should be: one that Get-Help reads, and a page for each cmdlet.</summary>
internal sealed class HelpFolder
{
    private readonly string _path;
    private readonly SortedDictionary<string, string> _files = new(StringComparer.Ordinal);

    public HelpFolder(string helpFile, IReadOnlyList<CmdletHelp> cmdlets, string project)
    {
        _path = Path.GetDirectoryName(helpFile)!;
        string[] names = [.. cmdlets.Select(help => help.Name)];
        _files[Path.GetFileName(helpFile)] = MamlWriter.Write(cmdlets, project);
        foreach (CmdletHelp help in cmdlets)
        {
            _files[MarkdownWriter.FileName(help.Name)] = MarkdownWriter.Write(help, names);
        }
    }

    /// <summary>Gets the files that are missing or differ, and the pages of cmdlets that no longer exist.</summary>
    public IReadOnlyList<string> Old()
    {
        IEnumerable<string> differing = _files.Where(file => !IsCurrent(file.Key, file.Value)).Select(file => file.Key);
        IEnumerable<string> pages = Directory.Exists(_path)
            ? Directory.EnumerateFiles(_path, "*.md").Select(page => Path.GetFileName(page))
            : [];
        return [.. differing.Concat(pages.Where(page => !_files.ContainsKey(page)).Order(StringComparer.Ordinal))];
    }

    /// <summary>Writes these files, and deletes those of them that should not be there.</summary>
    public void Write(IEnumerable<string> names)
    {
        Directory.CreateDirectory(_path);
        foreach (string name in names)
        {
            string path = Path.Combine(_path, name);
            if (_files.TryGetValue(name, out string? text))
            {
                File.WriteAllText(path, text);
            }
            else
            {
                File.Delete(path);
            }
        }
    }

    private bool IsCurrent(string name, string text)
    {
        string path = Path.Combine(_path, name);
        return File.Exists(path) && File.ReadAllText(path) == text;
    }
}
