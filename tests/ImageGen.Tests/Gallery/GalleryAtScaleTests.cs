using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using ImageGen.Tests.Terminal;
using Xunit;

namespace ImageGen.Tests.Gallery;

/// <summary>
/// A page of ten thousand files, each of which is there. What makes it fast is tested; how fast it is depends on what
/// else the machine does.
/// </summary>
[Collection(nameof(BrowserCollection))]
public sealed class GalleryAtScaleTests(Browser browser) : IDisposable
{
    private const int Count = 10_000;

    /// <summary>Cards that the page has made, and of them those that the window shows a part of.</summary>
    private const string Cards = "[...document.querySelectorAll('.card')]";
    private const string Shown =
        $"{Cards}.filter(card => {{ const box = card.getBoundingClientRect(); "
        + "return box.top < innerHeight && box.bottom > 0; })";

    /// <summary>Counts the cards that the browser leaves out of its layout, as it says itself.</summary>
    private const string WatchSkipped =
        """
        window.skipped = new Set();
        addEventListener("contentvisibilityautostatechange", change => {
          if (change.skipped) skipped.add(change.target);
          else skipped.delete(change.target);
        }, true);
        """;

    private readonly GalleryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Of_ten_thousand_images_few_have_a_card_and_fewer_are_laid_out_and_loaded()
    {
        byte[] picture = new PngKind(8, 6).Write(200, 150, (x, y) => [x, y, 0, 255]);
        _folder.Write(embed: false, [.. Enumerable.Range(0, Count).Select(n => Save(n, picture))]);

        await using Chromium page = await browser.OpenAsync(_folder.Page, early: WatchSkipped);
        await page.UntilAsync($"{Shown}.every(card => {{ const i = card.querySelector('img'); "
            + "return i.complete && i.naturalWidth; })");

        double cards = await NumberAsync(page, $"{Cards}.length");
        Assert.InRange(cards, 100, 1000);
        Assert.InRange(await NumberAsync(page, $"{Shown}.length"), 8, 60);
        Assert.Equal(
            cards, await NumberAsync(page, $"{Cards}.filter(c => c.querySelector('img').loading === 'lazy').length"));
        Assert.Equal(
            cards,
            await NumberAsync(page, $"{Cards}.filter(c => getComputedStyle(c).contentVisibility === 'auto').length"));
        await page.UntilAsync("skipped.size > 0");
        Assert.InRange(page.Requests.Count, 8, cards);
        Assert.Contains(
            $"{Count} images  ·  $100.00", await page.TextAsync("document.getElementById('summary').textContent"));
        Assert.Empty(page.Complaints);
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
