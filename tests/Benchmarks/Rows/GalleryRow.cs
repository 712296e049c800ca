using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ImageGen.Benchmarks.Children;
using ImageGen.Gallery;
using ImageGen.Pixels;

namespace ImageGen.Benchmarks.Rows;

/// <summary>
/// A gallery of ten thousand images in a headless browser, from its start to the picture of the window, beside an empty
/// page. Only where Chromium is found.
/// </summary>
internal sealed class GalleryRow : IRow
{
    private const int Count = 10_000;
    private const int Side = 128;

    /// <summary>What the page may take beyond an empty one.</summary>
    private const double Target = 2000;

    public string Name => "gallery";

    public async IAsyncEnumerable<Figure> MeasureAsync(Bench bench)
    {
        if (!BrowserProcess.IsFound)
        {
            Console.Error.WriteLine("There is no Chromium in PATH; the row is left out.");
            yield break;
        }

        string folder = Directory.CreateDirectory(Path.Combine(bench.Folder, "gallery")).FullName;
        string[] images = [.. Enumerable.Range(0, Count).Select(n => Path.Combine(folder, $"{n:00000}.png"))];
        byte[] picture = CreatePng();
        foreach (string image in images) File.WriteAllBytes(image, picture);

        string[] pages = [Empty(folder), Gallery(folder, images)];
        string shot = Path.Combine(bench.Folder, "window.png");
        List<Measurement>[] taken = [[], []];
        for (int round = -1; round < bench.Rounds.Count; round++)
        {
            for (int turn = 0; turn < pages.Length; turn++)
            {
                int way = (round + 1 + turn) % pages.Length;
                double time = await BrowserProcess.ShowAsync(pages[way], shot);
                if (round >= 0) taken[way].Add(new Measurement(time, 0, 0));
            }
        }

        double[] medians = [.. taken.Select(way => Measurement.Median(way).Milliseconds)];
        const string title = "Page of 10,000 images in a new Chromium";
        yield return new Figure(title, "an empty page") { Milliseconds = medians[0] };
        yield return new Figure(title, "Export-AIImageGallery")
        {
            Milliseconds = medians[1],
            Comparisons = [new Comparison(medians[1] - medians[0], "ms more than the empty page", Target)],
        };
    }

    private static byte[] CreatePng()
    {
        byte[] pixels = new byte[Side * Side * 4];
        new Random(1).NextBytes(pixels);
        return PngEncoder.Encode(new PixelImage(Side, Side, pixels));
    }

    private static string Empty(string folder)
    {
        string path = Path.Combine(folder, "empty.html");
        File.WriteAllText(path, "<!DOCTYPE html><title>empty</title>");
        return path;
    }

    private static string Gallery(string folder, IEnumerable<string> images)
    {
        string target = Path.Combine(folder, "gallery.html");
        using GalleryPage page = new(target, "Ten thousand", embed: false);
        foreach (string image in images)
        {
            page.Add(new AIImage(new ImageFacts { Prompt = Path.GetFileName(image), Cost = 0.01m }).SavedAs(image));
        }

        page.Finish(static _ => null, overwrite: true);
        return target;
    }
}
