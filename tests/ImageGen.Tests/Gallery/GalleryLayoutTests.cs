using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Gallery;

/// <summary>
/// The page fits its window, dark and light; its screenshots lie beside the tests for people to look at.
/// </summary>
[Collection(nameof(BrowserCollection))]
public sealed class GalleryLayoutTests(Browser browser)
{
    private const string Overflow = "document.documentElement.scrollWidth - innerWidth";

    [Theory]
    [InlineData(1400, 900, false)]
    [InlineData(1400, 900, true)]
    [InlineData(390, 844, false)]
    [InlineData(390, 844, true)]
    public async Task Nothing_is_wider_than_the_window(int width, int height, bool isDark)
    {
        using ModuleSession session = ModuleSession.WithSandbox();
        session.Run(
            """
            $cat = New-AIImage 'a gray tabby cat hugging an otter with an orange scarf' -OutFile cat.png
            $real = $cat | Edit-AIImage 'now make it look realistic' -OutFile real.png
            $snow = $real | Edit-AIImage 'add falling snow' -OutFile snow.png
            $wood = $cat | Edit-AIImage 'as a woodcut' -OutFile wood.png
            $others = 'a river made of white owl feathers', 'a lighthouse in a storm', ('w' * 400) |
                New-AIImage -OutFile '{index}.png'
            $others, $cat, $real, $snow, $wood | ForEach-Object { $_ } |
                Export-AIImageGallery page.html -Title 'Otters & owls'
            """).ThrowIfFailed();

        await using Chromium page = await browser.OpenAsync(session.PathOf("page.html"), width, height, isDark);
        await page.UntilAsync("[...document.querySelectorAll('.card img')].slice(0, 3).every(i => i.naturalWidth)");
        await page.EvaluateAsync("Promise.all([...document.images].filter(i => i.naturalWidth).map(i => i.decode()))");
        string name = Path.Combine(AppContext.BaseDirectory, $"gallery-{width}-{(isDark ? "dark" : "light")}");
        Assert.InRange(int.Parse(await page.TextAsync(Overflow)), int.MinValue, 0);
        await page.SaveScreenshotAsync(name + ".png");

        await page.EvaluateAsync("document.querySelectorAll('.card')[4].click()");
        await page.UntilAsync(
            "document.getElementById('after').complete && document.getElementById('before').complete");
        Assert.InRange(int.Parse(await page.TextAsync(Overflow)), int.MinValue, 0);
        await page.SaveScreenshotAsync(name + "-details.png");

        Assert.Equal(isDark, int.Parse((await page.TextAsync("getComputedStyle(document.body).color"))
            .Split('(', ',').ElementAt(1)) > 128);
        Assert.Empty(page.Complaints);
    }
}
