using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using ImageGen.Apis.Batches;
using ImageGen.Lifting;
using ImageGen.Service;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Batches;

/// <summary>From bytes of an output file to its lines.</summary>
public sealed class OutputReaderTests
{
    private static readonly byte[] s_small = Pngs.Opaque();

    [Fact]
    public async Task A_document_reads_the_same_however_it_is_cut_into_pieces()
    {
        byte[] document = Encoding.UTF8.GetBytes(
            "\uFEFF" + OutputScript.Line("a", s_small) + "\r\n\r\n\n" + OutputScript.Refused("b") + "\n"
            + OutputScript.Expired("c") + "\r\n" + "{\"custom_id\":\"d\",\"resp\n"
            + OutputScript.Line("e", s_small, s_small));
        for (int first = 1; first < document.Length; first++)
        {
            AssertDocument(await ReadAsync(new PiecewiseStream(document, first, int.MaxValue)), document.Length);
        }

        AssertDocument(await ReadAsync(new PiecewiseStream(document, 1, 1)), document.Length);
    }

    [Fact]
    public async Task A_line_with_too_much_text_fails_alone()
    {
        string text = "{\"custom_id\":\"a\",\"x\":[" + string.Join(",", Enumerable.Repeat("\"0123456789\"", 400_000))
            + "]}\n";

        List<OutputResult> results = await ReadAsync(
            Stream(text + OutputScript.Line("b", OutputScript.Picture(1)) + "\n"));

        Assert.Equal(["a", "b"], results.Select(result => result.CustomId));
        Assert.Equal("InvalidResponse", results[0].Failure!.ErrorId);
        Assert.Equal(text.Length, results[0].End);
        Assert.Equal(OutputScript.Picture(1), Assert.Single(results[1].Images).ReadAll());
    }

    [Fact]
    public async Task Whole_images_of_a_broken_line_are_rescued()
    {
        string whole = OutputScript.Line("a", OutputScript.Picture(0), OutputScript.Picture(1));
        string broken = whole[..whole.LastIndexOf("}]", StringComparison.Ordinal)];

        OutputResult result = Assert.Single(await ReadAsync(Stream(broken)));

        Assert.Equal("a", result.CustomId);
        Assert.Equal("InvalidResponse", result.Failure!.ErrorId);
        Assert.Equal(
            [OutputScript.Picture(0), OutputScript.Picture(1)], result.Images.Select(image => image.ReadAll()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Images_that_nobody_waits_for_are_passed_over(bool isLarge)
    {
        byte[] image = isLarge ? OutputScript.Picture(0) : s_small;

        OutputResult result = Assert.Single(await ReadAsync(Stream(OutputScript.Line("a", image)), _ => null));

        Assert.True(result.IsSkipped);
        Assert.Empty(result.Images);
        Assert.Null(result.Failure);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5 * 1024 * 1024)]
    public async Task Escapes_and_an_id_behind_the_image_change_nothing(int more)
    {
        byte[] image = [.. OutputScript.Picture(3), .. new byte[more]];
        string escaped = Convert.ToBase64String(image).Replace("/", "\\/").Replace("+", "\\u002b");
        string line = "{\"response\":{\"status_code\":200,\"body\":{\"d\\u0061ta\":[{\"b64_js\\u006fn\":\"" + escaped
            + "\"}]}},\"custom\\u005fid\":\"a\"}\n";

        OutputResult result = Assert.Single(await ReadAsync(Stream(line)));

        Assert.Equal("a", result.CustomId);
        Assert.Null(result.Failure);
        Assert.Equal(image, Assert.Single(result.Images).ReadAll());
    }

    [Fact]
    public async Task An_error_in_a_body_with_status_200_is_a_failure()
    {
        OutputResult result = Assert.Single(await ReadAsync(Stream(OutputScript.Refused("a", status: 200))));

        Assert.Equal("ContentRejected", result.Failure!.ErrorId);
    }

    private static void AssertDocument(List<OutputResult> results, long length)
    {
        Assert.Equal(["a", "b", "c", "d", "e"], results.Select(result => result.CustomId));
        Assert.Equal([1, 2, 3, 4, 5], results.Select(result => result.Line));
        Assert.Equal(
            [null, "ContentRejected", "ResponseFailed", "InvalidResponse", null],
            results.Select(result => result.Failure?.ErrorId));
        Assert.Equal([1, 0, 0, 0, 2], results.Select(result => result.Images.Count));
        Assert.All(results.SelectMany(result => result.Images), image => Assert.Equal(s_small, image.ReadAll()));
        Assert.Equal(length, results[^1].End);
    }

    private static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));

    private static async Task<List<OutputResult>> ReadAsync(Stream content, Func<string?, IImageSink?>? sinkFor = null)
    {
        ServiceConnection service = ServiceConnection.Sandbox();
        OutputReader reader = new(service, sinkFor ?? (_ => new MemorySink()));
        List<OutputResult> results = [];
        await foreach (OutputResult result in reader.ReadAsync(content, 0, 0, _ => { })) results.Add(result);
        return results;
    }
}
