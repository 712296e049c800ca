using System;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Gallery;

/// <summary>
/// The page for whoever reads it: on paper, without motion, from right to left, and whatever it says.
/// </summary>
[Collection(nameof(BrowserCollection))]
public sealed class GalleryReadersTests(Browser browser) : IDisposable
{
    private readonly GalleryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Prompts =>
    [
        new string('w', 32_000),
        string.Concat(Enumerable.Repeat("two words ", 3_200)),
        string.Concat(Enumerable.Repeat("line\n", 6_400)),
        "\u202Egnp.exe\u202C and \u2066more\u2069 \u200F\u061C",
        "שועל אדום בשלג, 1024x1024 png",
        string.Concat(Enumerable.Repeat("Z\u0335\u0337\u0338\u0353\u0354\u0356", 2_000)),
        "\u0000\u001b[2J\u0007 \ud800 lone",
    ];

    [Theory]
    [MemberData(nameof(Prompts))]
    public async Task No_prompt_breaks_the_layout(string prompt)
    {
        AIImage plain = _folder.Save("plain.png", new ImageFacts { Prompt = "plain", Id = "ig_1" });
        AIImage strange = _folder.Save(
            "strange.png",
            new ImageFacts { Prompt = prompt, RevisedPrompt = prompt + "!",
                Model = prompt, Id = prompt, ParentId = "ig_1" });
        _folder.Write(embed: false, plain, strange);

        await using Chromium page = await browser.OpenAsync(_folder.Page, 390, 844);
        double low = await NumberAsync(page, "document.querySelectorAll('.card')[0].offsetHeight");
        double high = await NumberAsync(page, "document.querySelectorAll('.card')[1].offsetHeight");
        Assert.InRange(high, low - 1, low + 60);
        Assert.InRange(await NumberAsync(page, "document.documentElement.scrollWidth - innerWidth"), -9999, 0);

        await page.EvaluateAsync("document.querySelectorAll('.card')[1].click()");
        Assert.InRange(
            await NumberAsync(page, "document.getElementById('details').scrollWidth - innerWidth"), -9999, 0);
        string shown = await page.TextAsync("document.querySelector('#texts .text').textContent");
        Assert.Equal(prompt.Contains('\ud800') ? "[2J \ufffd lone" : Text.PlainText.Clean(prompt), shown);
        Assert.DoesNotContain(shown, letter => letter is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069');
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task A_text_from_right_to_left_is_shown_so()
    {
        _folder.Write(embed: false, _folder.Save("a.png", new ImageFacts { Prompt = "שועל אדום בשלג" }));

        await using Chromium page = await browser.OpenAsync(_folder.Page);
        await page.EvaluateAsync("document.querySelector('.card').click()");

        foreach (string place in (string[])[".card .prompt", "#texts .text"])
        {
            Assert.Equal("rtl", await page.TextAsync($"getComputedStyle(document.querySelector('{place}')).direction"));
        }
    }

    [Fact]
    public async Task All_images_are_printed_and_nothing_to_click()
    {
        _folder.Write(embed: false, [.. Enumerable.Range(0, 200).Select(n =>
            _folder.Save($"{n}.png", new ImageFacts { Prompt = $"image {n}" }))]);

        await using Chromium page = await browser.OpenAsync(_folder.Page, isDark: true);
        Assert.InRange((await page.PrintAsync()).Length, 10_000, 100_000_000);
        Assert.Equal("200", await page.TextAsync("document.querySelectorAll('.card').length"));
        await page.UntilAsync("[...document.querySelectorAll('.card img')].every(i => i.complete && i.naturalWidth)");

        await page.PreferAsync("prefers-color-scheme", "dark", media: "print");
        Assert.Equal("none", await page.TextAsync("getComputedStyle(document.getElementById('filters')).display"));
        Assert.Equal(
            "visible", await page.TextAsync("getComputedStyle(document.querySelector('.card')).contentVisibility"));
        Assert.Equal(
            "rgb(255, 255, 255)", await page.TextAsync("getComputedStyle(document.documentElement).backgroundColor"));
        Assert.Equal("rgb(29, 31, 35)", await page.TextAsync("getComputedStyle(document.body).color"));
    }

    [Theory]
    [InlineData("reduce", "none")]
    [InlineData("no-preference", "border-color, box-shadow")]
    public async Task Nothing_moves_for_whoever_asks_for_that(string preference, string moving)
    {
        _folder.Write(embed: false, _folder.Save("a.png", new ImageFacts { Prompt = "one" }));

        await using Chromium page = await browser.OpenAsync(_folder.Page);
        await page.PreferAsync("prefers-reduced-motion", preference);

        Assert.Equal(
            moving, await page.TextAsync("getComputedStyle(document.querySelector('.card')).transitionProperty"));
    }

    [Theory]
    [InlineData(1800, 700)]
    [InlineData(1280, 900)]
    [InlineData(390, 844)]
    public async Task Before_after_and_the_slider_keep_to_the_picture(int width, int height)
    {
        AIImage first = _folder.Save("a.png", new ImageFacts { Id = "ig_1" }, Pngs.Large(300, 200));
        AIImage second = _folder.Save("b.png", new ImageFacts { ParentId = "ig_1" }, Pngs.Large(300, 200));
        _folder.Write(embed: false, first, second);

        await using Chromium page = await browser.OpenAsync(_folder.Page, width, height);
        await page.EvaluateAsync("document.querySelectorAll('.card')[1].click()");
        await page.UntilAsync("document.getElementById('after').naturalWidth");

        double[] picture = await BoxAsync(page, "#after");
        Assert.Equal(1.5, picture[2] / picture[3], 0.01);
        double[] stage = await BoxAsync(page, ".frame");
        Assert.True(Math.Abs(picture[2] - stage[2]) < 1 || Math.Abs(picture[3] - stage[3]) < 1);
        Assert.InRange(picture[2], 0, stage[2] + 1);
        Assert.InRange(picture[3], 0, stage[3] + 1);
        foreach (string tag in (string[])[".tag-before", ".tag-after"])
        {
            double[] box = await BoxAsync(page, tag);
            Assert.InRange(box[0], picture[0], picture[0] + picture[2] - box[2]);
            Assert.InRange(box[1], picture[1], picture[1] + picture[3] - box[3]);
        }

        double[] slider = await BoxAsync(page, "#slider");
        Assert.Equal(picture[0] - 19, slider[0], 0.5);
        Assert.Equal(picture[2] + 38, slider[2], 0.5);
        Assert.InRange(
            await NumberAsync(page, "document.getElementById('details').scrollWidth - innerWidth"), -9999, 0);
    }

    private static async Task<double[]> BoxAsync(Chromium page, string selector) =>
        [.. (await page.TextAsync(
            "(b => [b.x, b.y, b.width, "
            + $"b.height].join())(document.querySelector('{selector}').getBoundingClientRect())"))
            .Split(',').Select(part => double.Parse(part, CultureInfo.InvariantCulture))];

    private static async Task<double> NumberAsync(Chromium page, string expression) =>
        double.Parse(await page.TextAsync(expression), CultureInfo.InvariantCulture);
}
