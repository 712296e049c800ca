using System;
using System.IO;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using ImageGen.Files;
using ImageGen.Http;
using ImageGen.Service;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Client.Http;

public sealed class JsonBodyTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("""{"prompt":"\u00e4 upload-0. upload-00000000000000000000000000000000-0."}""")]
    public async Task Without_images_the_json_goes_as_it_is(string json)
    {
        JsonBody body = new(Samples.Utf8(json), new Uploads());

        Assert.Equal(json, Samples.Text((await WrittenBody.OfAsync(body)).ToArray()));
        Assert.Equal("application/json", body.ContentType);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(48 * 1024 - 1)]
    [InlineData(48 * 1024)]
    [InlineData(48 * 1024 + 1)]
    [InlineData(300_001)]
    public async Task An_image_of_any_length_is_whole_and_the_length_is_told_before(int length)
    {
        using ScratchFolder folder = new();
        byte[] bytes = Noise(length);
        Uploads uploads = new();
        string first = uploads.Add(new EncodedImage(bytes, "image/png"));
        string second = uploads.Add(new EncodedImage(folder.Write("a.jpg", bytes), length, "image/jpeg"));
        JsonBody body = new(Samples.Utf8($$"""{"a":"{{first}}","b":["{{second}}"]}"""), uploads);

        JsonNode json = JsonNode.Parse((await WrittenBody.OfAsync(body)).ToArray())!;

        Assert.Equal("data:image/png;base64," + Convert.ToBase64String(bytes), (string?)json["a"]);
        Assert.Equal("data:image/jpeg;base64," + Convert.ToBase64String(bytes), (string?)json["b"]![0]);
    }

    [Fact]
    public async Task The_marks_may_stand_in_any_order()
    {
        Uploads uploads = new();
        string[] marks = new string[12];
        for (int number = 0; number < marks.Length; number++)
        {
            marks[number] = uploads.Add(new EncodedImage([(byte)number], "image/png"));
        }

        int[] order = [11, 1, 0, 10, 5, 2, 3, 9, 8, 4, 7, 6];
        string json = $"[{string.Join(",", Array.ConvertAll(order, number => $"\"{marks[number]}\""))}]";

        JsonArray sent = JsonNode.Parse(
            (await WrittenBody.OfAsync(new JsonBody(Samples.Utf8(json), uploads))).ToArray())!.AsArray();

        for (int place = 0; place < order.Length; place++)
        {
            Assert.Equal($"data:image/png;base64,{Convert.ToBase64String([(byte)order[place]])}", (string?)sent[place]);
        }
    }

    [Theory]
    [InlineData("upload-0.")]
    [InlineData("upload-00000000000000000000000000000000-0.")]
    [InlineData("data:image/png;base64,AAAA")]
    public async Task A_text_that_looks_like_a_mark_stays_text(string text)
    {
        Uploads uploads = new();
        string mark = uploads.Add(new EncodedImage([1, 2, 3], "image/png"));
        JsonBody body = new(Samples.Utf8($$"""{"prompt":"{{text}}","image":"{{mark}}","after":"{{text}}"}"""), uploads);

        JsonNode json = JsonNode.Parse((await WrittenBody.OfAsync(body)).ToArray())!;

        Assert.Equal((text, text), ((string?)json["prompt"], (string?)json["after"]));
        Assert.Equal("data:image/png;base64,AQID", (string?)json["image"]);
    }

    [Fact]
    public void Marks_of_another_request_are_not_the_same()
    {
        EncodedImage image = new([1], "image/png");

        Assert.NotEqual(new Uploads().Add(image), new Uploads().Add(image));
    }

    [Fact]
    public async Task An_image_is_read_piece_by_piece_while_it_is_sent()
    {
        const int Length = 5_000_003;
        using ScratchFolder folder = new();
        string path = folder.Write("a.png", new byte[Length]);
        Uploads uploads = new();
        JsonBody body = new(Samples.Utf8($"\"{uploads.Add(new EncodedImage(path, Length, "image/png"))}\""), uploads);
        byte[] later = Noise(Length);
        File.WriteAllBytes(path, later);

        WrittenBody written = await WrittenBody.OfAsync(body);

        Assert.Equal(
            $"\"data:image/png;base64,{Convert.ToBase64String(later)}\"", Samples.Text(written.ToArray()));
        Assert.InRange(written.LongestPiece, 1, 64 * 1024);
    }

    [Fact]
    public async Task An_image_that_became_shorter_fails()
    {
        using ScratchFolder folder = new();
        Uploads uploads = new();
        string mark = uploads.Add(new EncodedImage(folder.Write("a.png", Noise(99)), 100, "image/png"));
        JsonBody body = new(Samples.Utf8($"\"{mark}\""), uploads);

        await Assert.ThrowsAsync<EndOfStreamException>(() => body.WriteAsync(Stream.Null));
    }

    [Fact]
    public async Task It_can_be_written_again()
    {
        Uploads uploads = new();
        JsonBody body = new(Samples.Utf8($"\"{uploads.Add(new EncodedImage(Noise(1000), "image/png"))}\""), uploads);

        Assert.Equal((await WrittenBody.OfAsync(body)).ToArray(), (await WrittenBody.OfAsync(body)).ToArray());
    }

    [Fact]
    public void The_description_tells_lengths_only()
    {
        Uploads uploads = new();
        string first = uploads.Add(new EncodedImage(Samples.Png, "image/png"));
        string second = uploads.Add(new EncodedImage(new byte[5000], "image/jpeg"));
        JsonBody body = new(
            Samples.Utf8($$"""{"prompt":"a fox {{StubHandler.Key}}","b":"{{second}}","a":"{{first}}"}"""), uploads);

        JsonNode description = JsonNode.Parse(body.Describe(new ServiceKey(StubHandler.Key, "test")))!;

        Assert.Equal("a fox [key]", (string?)description["prompt"]);
        Assert.Equal($"(image/png, {Samples.Png.Length} bytes)", (string?)description["a"]);
        Assert.Equal("(image/jpeg, 5000 bytes)", (string?)description["b"]);
    }

    [Theory]
    [InlineData(15_728_622, true)]
    [InlineData(15_728_623, false)]
    public void What_is_too_large_as_data_is_refused(int length, bool isSent)
    {
        EncodedImage image = new("/nowhere/a.png", length, "image/png");

        AIImageException? failure = Record.Exception(() => new Uploads().AddChecked(image)) as AIImageException;

        Assert.Equal(isSent, failure is null);
        Assert.Equal(isSent, JsonBody.LengthOf(image) <= 20_971_520);
        if (failure is not null)
        {
            Assert.Equal(ErrorIds.InvalidRequest, failure.ErrorId);
            Assert.Contains("file id", failure.Message);
        }
    }

    private static byte[] Noise(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }
}
