using System;
using System.IO;

namespace ImageGen.Help;

/// <summary>The files of the assembled module that differ from those of the repository.</summary>
internal sealed class PackageFolder
{
    private const string Manifest = "ImageGen.psd1";
    private static readonly string[] s_pages = ["README.md", "docs/guide.md", "CHANGELOG.md"];

    private readonly string _repository;
    private readonly string _module;
    private readonly string _project;

    public PackageFolder(string repository, string module, string project)
    {
        _repository = repository;
        _module = module;
        _project = project;
    }

    /// <summary>Writes the pages and the manifest; all other files are in place already.</summary>
    public void Write()
    {
        foreach (string page in s_pages) WriteText(page, PackagePage.Write(page, ReadText(page), IsPacked, _project));
        WriteText(Manifest, PackageManifest.Write(ReadText(Manifest), _project));
    }

    private bool IsPacked(string path) =>
        Array.IndexOf(s_pages, path) >= 0 || File.Exists(Path.Combine(_module, path));

    private string ReadText(string path) => File.ReadAllText(Path.Combine(_repository, path));

    // A file that is current keeps its time, so that what is built from it is not built again.
    private void WriteText(string path, string text)
    {
        string target = Path.Combine(_module, path);
        if (File.Exists(target) && File.ReadAllText(target) == text) return;
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.WriteAllText(target, text);
    }
}
