using System;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Client.Lifting;

/// <summary>What stands in an image field and is no image, and base64 as servers write it.</summary>
public sealed class ForeignImageTests
{
    private const string Padding = "                                                                ";

    [Theory]
    [InlineData("{\"error\":\"no\"}", "error")]
    [InlineData("<html><body>Bad gateway</body></html>", "Bad gateway")]
    [InlineData("just words", "just words")]
    [InlineData("ein Füchslein", "Füchslein")]
    public async Task Text_in_place_of_an_image_is_an_invalid_answer_that_carries_it(string text, string words)
    {
        foreach (string content in new[] { text, text + string.Concat(Enumerable.Repeat(Padding, 200)) })
        {
            byte[] bytes = Encoding.UTF8.GetBytes(content);

            foreach (bool isImages in new[] { false, true })
            {
                EngineRun run = await RunAsync(Convert.ToBase64String(bytes), isImages);

                AIImageException failure = run.RequireFailure();
                Assert.Equal(ErrorIds.InvalidResponse, failure.ErrorId);
                Assert.Contains(words, failure.Message);
                Assert.Equal(bytes, failure.Image!.Bytes);
            }
        }
    }

    [Theory]
    [InlineData(8)]
    [InlineData(20_000)]
    public async Task An_unknown_binary_is_kept_as_it_came(int length)
    {
        byte[] bytes = [.. Enumerable.Range(0, length).Select(number => (byte)(number * 7))];

        EngineRun run = await RunAsync(Convert.ToBase64String(bytes), isImages: false);

        Assert.Null(run.Image.Format);
        Assert.Equal(bytes, run.Image.Bytes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_prefix_the_alphabet_of_addresses_and_missing_padding_are_forgiven(bool isLarge)
    {
        byte[] png = isLarge ? Pngs.Large(80, 81) : Samples.Png;
        png = [.. png, 0xFB, 0xFF, 0xFE, 0x3F, 1];
        string usual = Convert.ToBase64String(png);
        string[] forms =
        [
            usual, usual.TrimEnd('='), usual.Replace('+', '-').Replace('/', '_'),
            usual.TrimEnd('=').Replace('+', '-').Replace('/', '_'), "data:image/png;base64," + usual,
            "data:image/png;base64," + usual.TrimEnd('=').Replace('+', '-').Replace('/', '_'),
        ];

        foreach (string form in forms)
        {
            Assert.Equal(png, (await RunAsync(form, isImages: false)).Image.Bytes);
            Assert.Equal(png, (await RunAsync(form, isImages: true)).Image.Bytes);
        }
    }

    [Theory]
    [InlineData("%%%%")]
    [InlineData("data:image/png;base64,%%%%")]
    public async Task What_is_no_base64_at_all_stays_invalid(string text)
    {
        string large = text + new string('A', 8000);

        Assert.Equal(ErrorIds.InvalidResponse, (await RunAsync(text, isImages: false)).RequireFailure().ErrorId);
        Assert.Equal(ErrorIds.InvalidResponse, (await RunAsync(large, isImages: true)).RequireFailure().ErrorId);
    }

    private static Task<EngineRun> RunAsync(string base64, bool isImages) => isImages
        ? ImagesRun.OfAsync(200, $$"""{"created":1,"data":[{"b64_json":"{{base64}}"}]}""")
        : EngineRun.OfAsync(200, Samples.Response().Replace(Samples.PngBase64, base64));
}
