using System;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace ImageGen.Tests.Sandbox;

public sealed class ImagesRefusalTests : IDisposable
{
    private const string Generations = "images/generations";
    private const string Edits = "images/edits";
    private readonly SandboxClient _client = new();

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("\"response_format\":\"b64_json\"", "unknown_parameter", "response_format")]
    [InlineData("\"style\":\"vivid\"", "unknown_parameter", "style")]
    [InlineData("\"input_fidelity\":\"low\"", "unknown_parameter", "input_fidelity")]
    [InlineData("\"images\":[]", "unknown_parameter", "images")]
    [InlineData("\"action\":\"generate\"", "unknown_parameter", "action")]
    [InlineData("\"n\":0", "integer_below_min_value", "n")]
    [InlineData("\"n\":11", "integer_above_max_value", "n")]
    [InlineData("\"n\":\"2\"", "invalid_type", "n")]
    [InlineData("\"stream\":\"true\"", "invalid_type", "stream")]
    [InlineData("\"partial_images\":1", "invalid_value", "partial_images")]
    [InlineData("\"stream\":true,\"partial_images\":4", "integer_above_max_value", "partial_images")]
    [InlineData("\"size\":\"256x256\"", "invalid_value", "size")]
    [InlineData("\"size\":\"1792x1024\",\"model\":\"gpt-image-1.5\"", "invalid_value", "size")]
    [InlineData("\"quality\":\"hd\"", "invalid_value", "quality")]
    [InlineData("\"quality\":\"max\",\"model\":\"gpt-image-2\"", "invalid_value", "quality")]
    [InlineData("\"background\":\"transparent\",\"model\":\"gpt-image-2\"", "invalid_value", "background")]
    [InlineData("\"output_compression\":50", "invalid_value", "output_compression")]
    [InlineData("\"output_format\":\"svg\",\"n\":2", "invalid_value", "n")]
    [InlineData("\"output_format\":\"svg\",\"stream\":true", "invalid_value", "stream")]
    [InlineData("\"output_format\":\"svg\",\"svg\":{\"style\":\"flat\"}", "unknown_parameter", "svg.style")]
    [InlineData("\"output_format\":\"gif\",\"stream\":true", "invalid_value", "stream")]
    [InlineData("\"output_format\":\"gif\",\"frame_duration_ms\":10", "integer_below_min_value", "frame_duration_ms")]
    [InlineData("\"frame_count\":4", "invalid_value", "frame_count")]
    [InlineData("\"model\":\"gpt-image-1\"", "invalid_value", "model")]
    [InlineData("\"model\":\"dall-e-2\"", "invalid_value", "model")]
    [InlineData("\"model\":\"gpt-5.6-sol\"", "invalid_value", "model")]
    [InlineData("\"model\":null", "missing_required_parameter", "model")]
    [InlineData("\"prompt\":null", "missing_required_parameter", "prompt")]
    [InlineData("\"prompt\":\"\"", "empty_string", "prompt")]
    [InlineData("\"prompt\":[\"A fox\"]", "invalid_type", "prompt")]
    public async Task Generation_is_checked(string parameters, string code, string param)
    {
        // What comes later in an object counts.
        JsonElement error = await _client.RefuseAsync(
            Generations, SandboxClient.Json(SandboxClient.Images("A fox", "," + parameters)));

        AssertError(error, code, param);
    }

    [Theory]
    [InlineData("", "missing_required_parameter", "images")]
    [InlineData("\"images\":{}", "invalid_type", "images")]
    [InlineData("\"images\":[]", "empty_array", "images")]
    [InlineData("\"images\":[\"x\"]", "invalid_type", "images[0]")]
    [InlineData("\"images\":[{}]", "invalid_value", "images[0]")]
    [InlineData("\"images\":[{\"file_id\":\"file-sandbox\",\"image_url\":\"x\"}]", "invalid_value", "images[0]")]
    [InlineData("\"images\":[{\"file_id\":\"file-sandbox\",\"a\":1}]", "unknown_parameter", "images[0].a")]
    [InlineData("\"images\":[{\"image_url\":\"https://example.com/a.png\"}]", "invalid_value", "images[0].image_url")]
    [InlineData("\"image\":\"x\"", "unknown_parameter", "image")]
    [InlineData("\"images\":[{\"file_id\":\"file-sandbox\"}],\"markup\":{}", "unknown_parameter", "markup")]
    [InlineData("\"images\":[{\"file_id\":\"file-sandbox\"}],\"mask\":{}", "invalid_value", "mask")]
    [InlineData(
        "\"images\":[{\"file_id\":\"file-sandbox\"}],\"input_fidelity\":\"high\"", "invalid_value", "input_fidelity")]
    [InlineData(
        "\"images\":[{\"file_id\":\"file-sandbox\"}],\"mask\":{\"file_id\":\"file-sandbox\"},\"output_format\":\"gif\"",
        "invalid_value",
        "mask")]
    public async Task JSON_edit_is_checked(string parameters, string code, string param)
    {
        string more = parameters.Length == 0 ? "" : "," + parameters;

        AssertError(
            await _client.RefuseAsync(Edits, SandboxClient.Json(SandboxClient.Images("x", more))), code, param);
    }

    [Theory]
    [InlineData("response_format", "b64_json", "unknown_parameter", "response_format")]
    [InlineData("style", "vivid", "unknown_parameter", "style")]
    [InlineData("moderation", "low", "unknown_parameter", "moderation")]
    [InlineData("images", "x", "unknown_parameter", "images")]
    [InlineData("mask", "x", "invalid_type", "mask")]
    [InlineData("n", "two", "invalid_type", "n")]
    [InlineData("n", "11", "integer_above_max_value", "n")]
    [InlineData("stream", "yes", "invalid_type", "stream")]
    [InlineData("size", "1000x1000", "invalid_value", "size")]
    [InlineData("svg[model]", "gpt-6-sol", "invalid_value", "svg")]
    [InlineData("svg[a][b][c][d]", "x", "unknown_parameter", "svg[a][b][c][d]")]
    [InlineData("size[]", "1024x1024", "invalid_type", "size")]
    [InlineData("prompt", "Twice", "duplicate_parameter", "prompt")]
    public async Task Form_fields_are_checked(string name, string value, string code, string param)
    {
        using MultipartFormDataContent form = SandboxClient.Form();
        form.Add(SandboxClient.File(TestPictures.Png()), "image", "a.png");
        form.Add(new StringContent(value), name);

        AssertError(await _client.RefuseAsync(Edits, form), code, param);
    }

    [Theory]
    [InlineData("image", "application/octet-stream")]
    [InlineData("image", "image/gif")]
    [InlineData("image[]", "text/plain")]
    public async Task Files_need_the_type_of_an_image(string name, string type)
    {
        using MultipartFormDataContent form = SandboxClient.Form();
        form.Add(SandboxClient.File(TestPictures.Png(), type), name, "a.png");
        JsonElement error = await _client.RefuseAsync(Edits, form);

        string path = name == "image" ? "image" : "image[0]";
        AssertError(error, "unsupported_file_mimetype", path);
        Assert.Equal(
            $"Invalid file '{path}': unsupported mimetype ('{type}'). "
                + "Supported file formats are 'image/jpeg', 'image/png', and 'image/webp'.",
            SandboxClient.Text(error, "message"));
    }

    [Theory]
    [InlineData("image")]
    [InlineData("mask")]
    public async Task Files_without_a_type_are_taken_for_what_their_bytes_say(string name)
    {
        using MultipartFormDataContent form = FormWith(name, TestPictures.Png(hasAlpha: true));
        using MultipartFormDataContent text = FormWith(name, [.. "Hello"u8]);

        await _client.EditAsync(form);
        JsonElement error = await _client.RefuseAsync(Edits, text);

        AssertError(error, "unsupported_file_mimetype", name);
        Assert.Contains("('application/octet-stream')", SandboxClient.Text(error, "message"));
    }

    [Fact]
    public async Task Files_are_checked()
    {
        byte[] png = TestPictures.Png();
        AssertError(await RefuseFilesAsync(), "missing_required_parameter", "image");
        AssertError(await RefuseFilesAsync(("image", png), ("image", png)), "duplicate_parameter", "image");
        AssertError(await RefuseFilesAsync(("image", png), ("image[]", png)), "duplicate_parameter", "image");
        AssertError(await RefuseFilesAsync(("image", png), ("photo", png)), "unknown_parameter", "photo");
        AssertError(await RefuseFilesAsync(("image", png), ("size", png)), "unknown_parameter", "size");
        AssertError(await RefuseFilesAsync(("image", [])), "empty_image_file", "image");
        AssertError(await RefuseFilesAsync(("image", [.. "GIF89a"u8])), "invalid_image_format", "image");
        AssertError(
            await RefuseFilesAsync([.. Enumerable.Repeat(("image[]", png), 17)]), "array_above_max_length", "image");
        AssertError(await RefuseFilesAsync(("image", new byte[50 * 1024 * 1024])), "image_file_too_large", "image");
    }

    [Fact]
    public async Task Mask_must_fit_the_first_image()
    {
        byte[] png = TestPictures.Png();
        byte[] clear = TestPictures.Png(hasAlpha: true);
        AssertError(await RefuseFilesAsync(("image", png), ("mask", png)), "invalid_mask_image_format", "mask");
        AssertError(
            await RefuseFilesAsync(("image", png), ("mask", TestPictures.Png(128, 128, hasAlpha: true))),
            "invalid_mask_image_format",
            "mask");
        AssertError(
            await RefuseFilesAsync(("image", png), ("mask", clear), ("mask", clear)), "duplicate_parameter", "mask");
        AssertError(
            await RefuseFilesAsync(("image", png), ("mask", new byte[4 * 1024 * 1024])),
            "image_file_too_large",
            "mask");
    }

    [Fact]
    public async Task Markup_is_marks_over_the_first_image()
    {
        byte[] png = TestPictures.Png();
        byte[] full = TestPictures.Png(hasAlpha: true);
        byte[] wide = TestPictures.Png(512, 256);
        byte[] marks = TestPictures.Overlay(256, 256, 0xFF0000, static (x, y) => x == y);
        AssertError(await RefuseFilesAsync(("image", png), ("markup", png)), "invalid_value", "markup");
        AssertError(await RefuseFilesAsync(("image", png), ("markup", full)), "invalid_value", "markup");
        AssertError(await RefuseFilesAsync(("image", wide), ("markup", marks)), "invalid_value", "markup");
        AssertError(
            await RefuseFilesAsync(("image", png), ("markup", marks), ("mask", marks)), "invalid_value", "markup");
        AssertError(
            await RefuseFilesAsync("gpt-image-2", ("image", png), ("markup", marks)), "invalid_value", "markup");
    }

    [Fact]
    public async Task Prompt_has_a_limit()
    {
        await _client.GenerateAsync(SandboxClient.Images(new string('x', 32_000)));
        AssertError(
            await _client.RefuseAsync(Generations, SandboxClient.Json(SandboxClient.Images(new string('x', 32_001)))),
            "string_above_max_length",
            "prompt");
    }

    [Fact]
    public async Task Bodies_and_routes_are_checked()
    {
        using MultipartFormDataContent form = SandboxClient.Form();
        AssertError(await _client.RefuseAsync(Generations, form), "unsupported_content_type", null);
        AssertError(await _client.RefuseAsync(Edits, new StringContent("x")), "unsupported_content_type", null);
        AssertError(await _client.RefuseAsync("files", SandboxClient.Json("{}")), "unsupported_content_type", null);
        await _client.PostAsync("images/variations", form, 404);
        await _client.SendAsync(HttpMethod.Get, Generations, 405);
    }

    private static void AssertError(JsonElement error, string? code, string? param)
    {
        Assert.Equal((code, param), (error.GetProperty("code").GetString(), error.GetProperty("param").GetString()));
        Assert.NotEqual("", SandboxClient.Text(error, "message"));
    }

    /// <summary>A form with an image, and with this file, whose part says no type.</summary>
    private static MultipartFormDataContent FormWith(string name, byte[] data)
    {
        MultipartFormDataContent form = SandboxClient.Form();
        if (name != "image") form.Add(SandboxClient.File(TestPictures.Png()), "image", "a.png");
        form.Add(SandboxClient.File(data, type: null), name, "b.png");
        return form;
    }

    private Task<JsonElement> RefuseFilesAsync(params (string Name, byte[] Data)[] files) =>
        RefuseFilesAsync("gpt-image-2.6-flare", files);

    private Task<JsonElement> RefuseFilesAsync(string model, params (string Name, byte[] Data)[] files)
    {
        MultipartFormDataContent form = SandboxClient.Form(model: model);
        foreach ((string name, byte[] data) in files) form.Add(SandboxClient.File(data), name, "a.png");
        return _client.RefuseAsync(Edits, form);
    }
}
