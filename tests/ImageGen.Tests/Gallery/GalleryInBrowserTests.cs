using System;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Gallery;

/// <summary>The page as a person has it: in a browser, from disk.</summary>
[Collection(nameof(BrowserCollection))]
public sealed class GalleryInBrowserTests(Browser browser) : IDisposable
{
    private const string Cards = "document.querySelectorAll('.card').length";
    private const string Broken = "[...document.images].filter(i => i.src && !(i.complete && i.naturalWidth)).length";

    private readonly GalleryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_page_shows_its_images_and_asks_for_nothing_else(bool embed)
    {
        AIImage strange = _folder.Save("a #1 50%? [x] ü.png", new ImageFacts { Prompt = "one", Cost = 0.5m });
        AIImage plain = _folder.Save("b.png", new ImageFacts { Prompt = "two" });
        _folder.Write(embed, strange, plain);

        await using Chromium page = await browser.OpenAsync(_folder.Page);
        await page.UntilAsync($"{Broken} === 0");

        Assert.Equal("2", await page.TextAsync(Cards));
        Assert.Contains("$0.5000", await page.TextAsync("document.getElementById('summary').textContent"));
        Assert.Contains("cost of 1 unknown", await page.TextAsync("document.getElementById('summary').textContent"));
        Assert.Equal("one", await page.TextAsync("document.querySelector('.card img').alt"));
        Assert.All(page.Requests, address => Assert.Matches("^(file|data):", address));
        Assert.Empty(page.Complaints);
    }

    [Theory]
    [InlineData("</script><script>document.title = 'owned'</script>")]
    [InlineData("<img src=x onerror=\"document.title = 'owned'\">")]
    [InlineData("<!-- <script> \" ' & \\ \u2028 {{style}}")]
    public async Task Whatever_a_prompt_says_it_stays_text(string prompt)
    {
        ImageFacts facts = new() { Prompt = prompt, RevisedPrompt = prompt + " again", Model = prompt, Id = prompt };
        _folder.Write(embed: false, _folder.Save("a.png", facts));

        await using Chromium page = await browser.OpenAsync(_folder.Page);
        await page.EvaluateAsync("document.querySelector('.card').click()");

        Assert.Equal("Title <of> \"all\" & more", await page.TextAsync("document.title"));
        Assert.Equal(
            prompt.Replace("\u2028", ""), await page.TextAsync("document.querySelector('#texts .text').textContent"));
        Assert.Equal("2", await page.TextAsync("document.scripts.length"));
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task An_edit_is_shown_with_its_parent_under_one_slider_and_in_the_tree()
    {
        AIImage first = _folder.Save("first.png", new ImageFacts { Prompt = "a cat", Id = "ig_1" });
        AIImage second = _folder.Save(
            "second.png", new ImageFacts { Prompt = "in snow", Id = "ig_2", ParentId = "ig_1" });
        AIImage third = _folder.Save("third.png", new ImageFacts { Prompt = "at night", ParentId = "ig_2" });
        AIImage other = _folder.Save("other.png", new ImageFacts { Prompt = "a woodcut", ParentId = "ig_1" });
        _folder.Write(embed: false, first, second, third, other);

        await using Chromium page = await browser.OpenAsync(_folder.Page);
        await page.EvaluateAsync("document.querySelectorAll('.card')[1].click()");

        Assert.Equal("4", await page.TextAsync("document.querySelectorAll('#tree [role=treeitem]').length"));
        Assert.Equal("at night", await page.TextAsync("document.querySelector('#tree ul ul').textContent"));
        Assert.Equal("in snow", await page.TextAsync("document.querySelector('[aria-selected=true]').textContent"));
        Assert.EndsWith("first.png", await page.TextAsync("document.getElementById('before').src"));
        await page.EvaluateAsync("document.getElementById('slider').focus()");
        await page.PressAsync("ArrowRight");
        Assert.Equal(
            "51%", await page.TextAsync("document.getElementById('compare').style.getPropertyValue('--cut')"));
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task The_keyboard_goes_everywhere()
    {
        _folder.Write(
            embed: false,
            [
                .. Enumerable.Range(0, 300).Select(
                    n => _folder.Save($"{n:000}.png", new ImageFacts { Prompt = $"image {n:000}" })),
            ]);

        await using Chromium page = await browser.OpenAsync(_folder.Page);
        const string Focused = "document.activeElement.textContent";
        await page.EvaluateAsync("document.querySelector('.card').focus()");
        await page.PressAsync("ArrowRight");
        Assert.Contains("image 001", await page.TextAsync(Focused));
        await page.PressAsync("End");
        Assert.Contains("image 299", await page.TextAsync(Focused));
        Assert.Equal("1", await page.TextAsync("document.querySelectorAll('.card[tabindex=\"0\"]').length"));
        await page.PressAsync("Enter");
        Assert.Equal("299.png", await page.TextAsync("document.getElementById('d-name').textContent"));
        await page.PressAsync("ArrowLeft");
        Assert.Equal("298.png", await page.TextAsync("document.getElementById('d-name').textContent"));
        await page.PressAsync("Escape");
        Assert.Contains("image 298", await page.TextAsync(Focused));
        await page.PressAsync("/");
        Assert.Equal("search", await page.TextAsync("document.activeElement.id"));
        foreach (char letter in "07") await page.PressAsync($"{letter}");
        Assert.Contains("13 of 300", await page.TextAsync("document.getElementById('summary').textContent"));
        Assert.Equal("13", await page.TextAsync(Cards));
    }
}
