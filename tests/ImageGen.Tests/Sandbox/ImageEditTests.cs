using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using ImageGen.Files;
using ImageGen.Http;
using StbImageSharp;
using Xunit;

namespace ImageGen.Tests.Sandbox;

public sealed class ImageEditTests : IDisposable
{
    private const int Blue = 0x2040C0;
    private const int Red = 0xFF0000;
    private readonly SandboxClient _client = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Form_edit_shows_its_image()
    {
        using MultipartFormDataContent form = SandboxClient.Form();
        form.Add(SandboxClient.File(TestPictures.Png(color: Blue)), "image", "a.png");
        JsonElement answer = await _client.EditAsync(form);

        Assert.True(TestPictures.ShareOf(SandboxClient.Datum(answer), Blue) > 0.3);
        Assert.True(ImageTokens(answer) > 0);
    }

    [Fact]
    public async Task Form_takes_all_fields_as_text()
    {
        using MultipartFormDataContent form = SandboxClient.Form();
        form.Add(SandboxClient.File(TestPictures.Png(), "image/png"), "image[]", "a.png");
        foreach ((string name, string value) in new[]
        {
            ("n", "2"), ("size", "976x704"), ("quality", "low"), ("background", "opaque"), ("output_format", "jpeg"),
            ("output_compression", "30"), ("complexity", "low"), ("stream", "false"), ("partial_images", "0"),
            ("safety_identifier", "u1"), ("user", "u1"),
        })
        {
            form.Add(new StringContent(value), name);
        }

        JsonElement answer = await _client.EditAsync(form);
        ImageResult image = SandboxClient.Decode(SandboxClient.Datum(answer, 1));

        Assert.Equal((976, 704), (image.Width, image.Height));
        Assert.Equal("jpeg", SandboxClient.Text(answer, "output_format"));
        Assert.Equal("low", SandboxClient.Text(answer, "quality"));
        Assert.NotEqual(SandboxClient.Datum(answer, 0), SandboxClient.Datum(answer, 1));
    }

    [Fact]
    public async Task Form_of_the_module_is_understood()
    {
        FormBody body = new();
        body.AddField("model", "gpt-image-2.6-flare");
        body.AddField("prompt", "Add a \u201chat\u201d\r\n--and snow");
        body.AddField("n", "2");
        body.AddFile("image[]", new EncodedImage(TestPictures.Png(color: Blue), "image/png"), 1);
        body.AddFile("image[]", new EncodedImage(TestPictures.Png(color: Red), "image/png"), 2);
        body.AddFile("mask", new EncodedImage(TestPictures.Png(hasAlpha: true), "image/png"), 0);
        JsonElement answer = await _client.EditAsync(body.CreateContent());

        Assert.Equal(2, answer.GetProperty("data").GetArrayLength());
        Assert.Equal(3 * 256 * 2, ImageTokens(answer));
    }

    [Fact]
    public async Task SVG_is_asked_for_in_brackets()
    {
        using MultipartFormDataContent form = SandboxClient.Form();
        form.Add(SandboxClient.File(TestPictures.Png()), "image", "a.png");
        form.Add(new StringContent("svg"), "output_format");
        form.Add(new StringContent("gpt-6-sol"), "svg[model]");
        form.Add(new StringContent("low"), "svg[reasoning][effort]");
        JsonElement answer = await _client.EditAsync(form);

        Assert.Contains("<image ", System.Text.Encoding.UTF8.GetString(SandboxClient.Datum(answer)));
    }

    [Fact]
    public async Task Other_images_are_references()
    {
        using MultipartFormDataContent form = SandboxClient.Form();
        form.Add(SandboxClient.File(TestPictures.Png(color: Blue)), "image[]", "a.png");
        form.Add(SandboxClient.File(TestPictures.Png(color: Red)), "image[]", "b.png");
        JsonElement answer = await _client.EditAsync(form);
        byte[] picture = SandboxClient.Datum(answer);

        Assert.True(TestPictures.ShareOf(picture, Blue) > 0.3);
        Assert.InRange(TestPictures.ShareOf(picture, Red), 0.01, 0.1);
        Assert.Equal(2 * 256, ImageTokens(answer));
    }

    [Fact]
    public async Task Markup_is_seen()
    {
        using MultipartFormDataContent form = SandboxClient.Form();
        form.Add(SandboxClient.File(TestPictures.Png(color: Blue)), "image", "a.png");
        byte[] marks = TestPictures.Overlay(256, 256, Red, static (x, y) => x is > 64 and < 192 && y is > 64 and < 192);
        form.Add(SandboxClient.File(marks), "markup", "m.png");
        byte[] picture = SandboxClient.Datum(await _client.EditAsync(form));

        Assert.True(TestPictures.ShareOf(picture, Red) > 0.05);
        Assert.True(TestPictures.ShareOf(picture, Blue) > 0.2);
    }

    [Fact]
    public async Task Mask_is_seen()
    {
        using MultipartFormDataContent form = SandboxClient.Form();
        form.Add(SandboxClient.File(TestPictures.Png(color: Blue)), "image", "a.png");
        byte[] mask = TestPictures.Overlay(256, 256, 0, static (x, _) => x < 128);
        form.Add(SandboxClient.File(mask), "mask", "m.png");
        double share = TestPictures.ShareOf(SandboxClient.Datum(await _client.EditAsync(form)), Blue);

        Assert.InRange(share, 0.1, 0.4);
    }

    [Fact]
    public async Task JSON_edit_takes_addresses_and_files()
    {
        string url = SandboxClient.DataUrl(TestPictures.Png(color: Blue));
        string mask = SandboxClient.DataUrl(TestPictures.Png(color: 0, hasAlpha: true));
        JsonElement answer = await _client.EditAsync(SandboxClient.Json(SandboxClient.Images(
            "Add a hat",
            $$"""
            ,"images":[{"image_url":"{{url}}"},{"file_id":"file-sandbox-cat"}],"mask":{"image_url":"{{mask}}"},
            "moderation":"low"
            """)));

        Assert.True(TestPictures.ShareOf(SandboxClient.Datum(answer), Blue) > 0.3);
    }

    [Theory]
    [InlineData("gpt-image-1.5", "high", 200)]
    [InlineData("gpt-image-1-mini", "low", 200)]
    [InlineData("gpt-image-1-mini", "high", 400)]
    [InlineData("gpt-image-2", "low", 400)]
    public async Task Fidelity_is_for_older_models(string model, string fidelity, int status)
    {
        using MultipartFormDataContent form = SandboxClient.Form(model: model);
        form.Add(SandboxClient.File(TestPictures.Png()), "image", "a.png");
        form.Add(new StringContent(fidelity), "input_fidelity");

        await _client.PostAsync("images/edits", form, status);
    }

    [Fact]
    public async Task Events_are_those_of_edits()
    {
        using MultipartFormDataContent form = SandboxClient.Form();
        form.Add(SandboxClient.File(TestPictures.Png()), "image", "a.png");
        form.Add(new StringContent("true"), "stream");
        form.Add(new StringContent("1"), "partial_images");
        List<JsonElement> events = await _client.StreamAsync("images/edits", form);

        Assert.Equal(
            ["image_edit.partial_image", "image_edit.completed"],
            events.Select(data => SandboxClient.Text(data, "type")));
    }

    [Fact]
    public async Task Boundary_does_not_count()
    {
        using SandboxClient other = new();
        byte[] first = SandboxClient.Datum(await EditAsync(_client, "one"));
        byte[] second = SandboxClient.Datum(await EditAsync(_client, "two"));
        byte[] third = SandboxClient.Datum(await EditAsync(other, "three"));

        Assert.NotEqual(first, second);
        Assert.Equal(first, third);

        static async Task<JsonElement> EditAsync(SandboxClient client, string boundary)
        {
            using MultipartFormDataContent form = new(boundary)
            {
                { new StringContent("gpt-image-2.6-flare"), "model" },
                { new StringContent("Add a hat"), "prompt" },
                { SandboxClient.File(TestPictures.Png()), "image", "a.png" },
            };
            return await client.EditAsync(form);
        }
    }

    private static int ImageTokens(JsonElement answer) => answer
        .GetProperty("usage").GetProperty("input_tokens_details").GetProperty("image_tokens").GetInt32();
}
