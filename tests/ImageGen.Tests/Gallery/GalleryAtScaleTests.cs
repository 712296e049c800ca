using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Gallery;

/// <summary>A page of ten thousand files, each of which is there.</summary>
public sealed class GalleryAtScaleTests : IDisposable
{
    private const int Count = 10_000;

    /// <summary>The promise is for a machine that does nothing else; here it may share its cores with builds.</summary>
    private const double Promise = 2000;

    private const int Attempts = 5;

    /// <summary>Notes when every image in the window has been loaded and decoded.</summary>
    private const string WatchVisible =
        """
        addEventListener("DOMContentLoaded", () => {
          window.readyAfter = performance.now();
          const look = () => {
            const seen = [...document.querySelectorAll(".card img")].filter(image => {
              const box = image.getBoundingClientRect();
              return box.top < innerHeight && box.bottom > 0;
            });
            window.visible = seen.length;
            if (seen.length && seen.every(image => image.complete && image.naturalWidth)) {
              window.seenAfter = performance.now();
            } else requestAnimationFrame(look);
          };
          look();
        });
        """;

    private readonly GalleryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Ten_thousand_images_are_there_at_once_and_few_are_laid_out()
    {
        byte[] picture = Pngs.Large(200, 150);
        AIImage[] images = [.. Enumerable.Range(0, Count).Select(n => Save(n, picture))];
        _folder.Write(embed: false, images);

        double best = double.MaxValue;
        for (int attempt = 0; attempt < Attempts && best > Promise; attempt++)
        {
            best = Math.Min(best, await LookAsync());
        }

        Assert.InRange(best, 1, Promise);
    }

    private async Task<double> LookAsync()
    {
        await using Chromium page = await Chromium.OpenAsync(_folder.Page, early: WatchVisible);
        await page.UntilAsync("window.seenAfter");
        double ready = await NumberAsync(page, "window.readyAfter");
        double seen = await NumberAsync(page, "window.seenAfter");
        TestContext.Current.TestOutputHelper?.WriteLine($"DOMContentLoaded {ready:0} ms, visible images {seen:0} ms");

        Assert.InRange(await NumberAsync(page, "window.visible"), 8, 60);
        Assert.InRange(await NumberAsync(page, "document.querySelectorAll('.card').length"), 100, 1000);
        Assert.InRange(page.Requests.Count, 8, 1000);
        Assert.Contains(
            $"{Count} images  ·  $100.00", await page.TextAsync("document.getElementById('summary').textContent"));
        Assert.Empty(page.Complaints);
        return seen;
    }

    private AIImage Save(int number, byte[] picture)
    {
        string path = Path.Combine(Path.GetDirectoryName(_folder.Page)!, $"{number:00000}.png");
        File.WriteAllBytes(path, picture);
        return new AIImage(new ImageFacts { Prompt = $"image {number}", Cost = 0.01m }).SavedAs(path);
    }

    private static async Task<double> NumberAsync(Chromium page, string expression) =>
        double.Parse(await page.TextAsync(expression), CultureInfo.InvariantCulture);
}
