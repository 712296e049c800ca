using System;
using System.IO;
using System.Net.Http;
using System.Threading.Tasks;
using ImageGen.Files;
using ImageGen.Http;
using ImageGen.Service;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Client.Http;

public sealed class FormBodyTests
{
    private const int Large = 5_000_003;

    [Fact]
    public async Task An_empty_form_is_a_form()
    {
        FormBody body = new();

        Assert.Empty((await WrittenBody.ParseAsync(body)).Parts);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a fox")]
    [InlineData("\u00e4 \ud83e\udd8a \u202e \"quoted\" & <b>")]
    [InlineData("a\r\nContent-Type: text/html\r\n\r\n--\r\n----ImageGen--\r\nb")]
    public async Task A_field_is_the_text_as_it_is(string value)
    {
        FormBody body = new();
        body.AddField("prompt", value);
        body.AddField("n", "2");

        MultipartForm form = await WrittenBody.ParseAsync(body);

        Assert.Equal(["prompt", "n"], form.Names);
        Assert.Equal(value, form.TextOf("prompt"));
        Assert.All(form.Parts, part => Assert.Equal((null, null), (part.FileName, part.ContentType)));
    }

    [Theory]
    [InlineData("a\"; filename=\"x.png", "a%22; filename=%22x.png")]
    [InlineData("a\r\nX-Evil: 1", "a%0D%0AX-Evil: 1")]
    [InlineData("a\"\r\n\r\nbody\r\n----ImageGen", "a%22%0D%0A%0D%0Abody%0D%0A----ImageGen")]
    [InlineData("\n", "%0A")]
    [InlineData("sch\u00f6n", "sch\u00f6n")]
    [InlineData("svg[reasoning][effort]", "svg[reasoning][effort]")]
    public async Task A_hostile_name_cannot_break_out_of_its_header(string name, string expected)
    {
        FormBody body = new();
        body.AddField(name, "1");

        FormPart part = Assert.Single((await WrittenBody.ParseAsync(body)).Parts);

        Assert.Equal((expected, null, "1"), (part.Name, part.FileName, part.Text));
    }

    [Theory]
    [InlineData("image[]", 1, "image/png", "image-1.png")]
    [InlineData("image[]", 16, "image/jpeg", "image-16.jpg")]
    [InlineData("image[]", 2, "image/webp", "image-2.webp")]
    [InlineData("mask", 0, "image/png", "mask.png")]
    [InlineData("markup", 0, "image/png", "markup.png")]
    public async Task A_file_has_its_type_and_a_name_that_is_not_the_users(
        string name, int number, string mediaType, string fileName)
    {
        FormBody body = new();
        body.AddFile(name, new EncodedImage([1, 2, 3], mediaType, "/pictures/anna/\"se\r\ncret\".png"), number);

        FormPart part = Assert.Single((await WrittenBody.ParseAsync(body)).Parts);

        Assert.Equal((name, fileName, mediaType), (part.Name, part.FileName, part.ContentType));
        Assert.Equal([1, 2, 3], part.Body);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64 * 1024 - 1)]
    [InlineData(64 * 1024)]
    [InlineData(64 * 1024 + 1)]
    [InlineData(300_000)]
    public async Task Files_of_any_length_are_whole_and_the_length_is_told_before(int length)
    {
        using ScratchFolder folder = new();
        byte[] bytes = Noise(length);
        FormBody body = new();
        body.AddField("prompt", "\ud83e\udd8a");
        body.AddFile("image[]", new EncodedImage(bytes, "image/png"), 1);
        body.AddFile("image[]", new EncodedImage(folder.Write("a.png", bytes), length, "image/png"), 2);

        MultipartForm form = await WrittenBody.ParseAsync(body);

        Assert.Equal(bytes, form.Parts[1].Body);
        Assert.Equal(bytes, form.Parts[2].Body);
    }

    [Fact]
    public async Task A_file_is_read_piece_by_piece_while_it_is_sent()
    {
        using ScratchFolder folder = new();
        string path = folder.Write("a.png", new byte[Large]);
        FormBody body = new();
        body.AddFile("image[]", new EncodedImage(path, Large, "image/png"), 1);
        byte[] later = Noise(Large);
        File.WriteAllBytes(path, later);

        WrittenBody written = await WrittenBody.OfAsync(body);

        Assert.Equal(later, Assert.Single(MultipartForm.Parse(body.ContentType, written.ToArray()).Parts).Body);
        Assert.InRange(written.LongestPiece, 1, 64 * 1024);
    }

    [Fact]
    public async Task A_file_that_became_longer_keeps_the_length_that_was_told()
    {
        using ScratchFolder folder = new();
        FormBody body = new();
        body.AddFile("image[]", new EncodedImage(folder.Write("a.png", Noise(100)), 60, "image/png"), 1);

        Assert.Equal(Noise(100)[..60], Assert.Single((await WrittenBody.ParseAsync(body)).Parts).Body);
    }

    [Fact]
    public async Task A_file_that_became_shorter_fails()
    {
        using ScratchFolder folder = new();
        FormBody body = new();
        body.AddFile("image[]", new EncodedImage(folder.Write("a.png", Noise(99)), 100, "image/png"), 1);

        EndOfStreamException failure =
            await Assert.ThrowsAsync<EndOfStreamException>(() => body.WriteAsync(Stream.Null));

        Assert.Contains("shorter", failure.Message);
    }

    [Fact]
    public async Task Each_attempt_writes_the_same_bytes_anew()
    {
        using ScratchFolder folder = new();
        FormBody body = new();
        body.AddField("prompt", "a fox");
        body.AddFile("image[]", new EncodedImage(folder.Write("a.png", Noise(1000)), 1000, "image/png"), 1);

        using HttpContent first = body.CreateContent();
        using HttpContent second = body.CreateContent();

        Assert.NotSame(first, second);
        Assert.Equal(body.Length, first.Headers.ContentLength);
        Assert.Equal(body.ContentType, first.Headers.ContentType!.ToString());
        Assert.Equal(await first.ReadAsByteArrayAsync(), await second.ReadAsByteArrayAsync());
    }

    [Fact]
    public void Two_forms_have_not_the_same_boundary() =>
        Assert.NotEqual(new FormBody().ContentType, new FormBody().ContentType);

    [Fact]
    public void The_description_tells_lengths_and_no_key_and_no_path()
    {
        FormBody body = new();
        body.AddField("prompt", $"a fox {StubHandler.Key}\u001b[31m");
        body.AddFile("image[]", new EncodedImage(Samples.Png, "image/png", "/pictures/anna/secret.png"), 1);

        string description = body.Describe(new ServiceKey(StubHandler.Key, "test"));

        Assert.Equal(
            ["prompt = a fox [key][31m", $"image[] = (image/png, {Samples.Png.Length} bytes)"],
            description.Split(Environment.NewLine));
    }

    [Fact]
    public async Task Content_knows_when_it_has_left()
    {
        FormBody body = new();
        body.AddField("prompt", "a fox");
        using RequestBody.TrackedContent content = body.CreateContent();

        Assert.False(content.HasLeft);
        await content.CopyToAsync(Stream.Null);
        Assert.True(content.HasLeft);
    }

    private static byte[] Noise(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }
}
