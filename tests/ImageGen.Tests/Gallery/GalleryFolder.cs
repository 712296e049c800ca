using System;
using System.IO;
using ImageGen.Gallery;
using ImageGen.Runs;
using ImageGen.Tests.Support;

namespace ImageGen.Tests.Gallery;

/// <summary>A folder of saved images and a page of them.</summary>
internal sealed class GalleryFolder : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public string Page => Path.Combine(_folder.Root, "index.html");

    /// <summary>An image that is saved, with its sidecar.</summary>
    public AIImage Save(string name, ImageFacts facts, byte[]? bytes = null)
    {
        string path = Path.Combine(_folder.Root, name);
        AIImage image = new AIImage(facts).WithBytes(bytes ?? Samples.Png);
        image.Save(path);
        Sidecar.Write(image);
        return image;
    }

    public string Write(bool embed, params AIImage[] images)
    {
        using GalleryPage page = new(Page, "Title <of> \"all\" & more", embed);
        foreach (AIImage image in images) page.Add(image);
        page.Finish(path => File.Exists(path) ? Sidecar.Read(path) : null, overwrite: true);
        return File.ReadAllText(Page);
    }

    public void Dispose() => _folder.Dispose();
}
