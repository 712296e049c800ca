using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using StbImageSharp;
using Xunit;

namespace ImageGen.Tests.Sandbox;

public sealed class CompatibleDialectTests : IDisposable
{
    private const string Generations = "images/generations";
    private const string Edits = "images/edits";
    private const string Root = "compatible/v1/";
    private const int Blue = 0x2040C0;
    private readonly SandboxClient _client = new(root: Root);

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Answer_has_addresses_unless_base64_is_asked_for()
    {
        JsonElement answer = await GenerateAsync("\"prompt\":\"A fox\",\"n\":2");
        string[] addresses =
        [
            .. answer.GetProperty("data").EnumerateArray().Select(one => SandboxClient.Text(one, "url")),
        ];

        Assert.Equal(["created", "data"], answer.EnumerateObject().Select(member => member.Name));
        Assert.Equal(2, addresses.Distinct().Count());
        foreach (string address in addresses)
        {
            Assert.Matches("^/generated-images/[0-9a-f]{32}\\.png$", address);
            using HttpResponseMessage reply = await _client.Http.GetAsync(address, SandboxClient.Token);
            Assert.Equal("image/png", reply.Content.Headers.ContentType!.MediaType);
            ImageResult image = SandboxClient.Decode(await reply.Content.ReadAsByteArrayAsync(SandboxClient.Token));
            Assert.Equal((512, 512), (image.Width, image.Height));
            Assert.False(reply.Headers.Contains("openai-version"));
        }
    }

    [Theory]
    [InlineData("8x8", 8, 8)]
    [InlineData("64x2048", 64, 2048)]
    [InlineData("2048x2048", 2048, 2048)]
    [InlineData("2048x8", 2048, 8)]
    [InlineData("auto", 512, 512)]
    public async Task Any_size_is_drawn(string size, int width, int height)
    {
        JsonElement answer = await GenerateAsync(
            $"\"model\":\"sd\",\"prompt\":\"A red fox\",\"size\":\"{size}\",\"response_format\":\"b64_json\"");
        ImageResult image = SandboxClient.Decode(SandboxClient.Datum(answer));
        Assert.Equal((width, height), (image.Width, image.Height));

        JsonElement edited = await EditAsync(("prompt", "Snow"), ("size", size), ("response_format", "b64_json"));
        Assert.Equal(width, SandboxClient.Decode(SandboxClient.Datum(edited)).Width);
    }

    [Fact]
    public async Task Fields_of_other_servers_are_ignored()
    {
        JsonElement answer = await GenerateAsync(
            """
            "prompt":"A fox","seed":7,"steps":20,"negative_prompt":null,"stream":true,"quality":"hd","lora":[{"a":1}],
            "response_format":"b64_json"
            """);
        JsonElement edited = await EditAsync(
            ("prompt", "Snow"), ("seed", "7"), ("a[b][c][d][e]", "x"), ("seed", "8"), ("response_format", "b64_json"));

        Assert.Equal(["b64_json"], answer.GetProperty("data")[0].EnumerateObject().Select(member => member.Name));
        Assert.True(TestPictures.ShareOf(SandboxClient.Datum(edited), Blue) > 0.2);
    }

    [Fact]
    public async Task Mask_opens_what_is_white_or_clear()
    {
        byte[] plain = await MaskedAsync(null);
        byte[] black = await MaskedAsync(TestPictures.Png(color: 0));
        byte[] white = await MaskedAsync(TestPictures.Png(color: 0xFFFFFF));

        Assert.Equal(SandboxClient.Decode(plain).Data, SandboxClient.Decode(black).Data);
        Assert.True(TestPictures.ShareOf(white, Blue) < 0.1);
    }

    [Theory]
    [InlineData("\"model\":\"sd\"", "prompt")]
    [InlineData("\"prompt\":\"\"", "prompt")]
    [InlineData("\"prompt\":7", "prompt")]
    [InlineData("\"prompt\":\"x\",\"n\":0", "n")]
    [InlineData("\"prompt\":\"x\",\"n\":11", "n")]
    [InlineData("\"prompt\":\"x\",\"size\":\"2056x512\"", "size")]
    [InlineData("\"prompt\":\"x\",\"size\":\"510x512\"", "size")]
    [InlineData("\"prompt\":\"x\",\"size\":\"0x512\"", "size")]
    [InlineData("\"prompt\":\"x\",\"size\":\"big\"", "size")]
    [InlineData("\"prompt\":\"x\",\"response_format\":\"file\"", "b64_json")]
    [InlineData("\"prompt\":", "JSON")]
    public async Task Fields_are_checked(string fields, string words) =>
        Assert.Contains(words, await RefuseAsync(Generations, SandboxClient.Json("{" + fields + "}"), 422));

    [Fact]
    public async Task Edits_are_checked()
    {
        using MultipartFormDataContent noImage = new() { { new StringContent("Snow"), "prompt" } };
        using MultipartFormDataContent noPrompt = new()
        {
            { SandboxClient.File(TestPictures.Png()), "image", "a.png" },
        };
        using MultipartFormDataContent broken = SandboxClient.Form();
        broken.Add(SandboxClient.File([1, 2, 3]), "image", "a.png");

        Assert.Contains("image", await RefuseAsync(Edits, noImage, 422));
        Assert.Contains("prompt", await RefuseAsync(Edits, noPrompt, 422));
        Assert.Contains("image", await RefuseAsync(Edits, broken, 422), StringComparison.OrdinalIgnoreCase);
        await RefuseAsync(Edits, SandboxClient.Json("""{"prompt":"Snow"}"""), 422);
    }

    [Fact]
    public async Task Unknown_paths_are_not_found()
    {
        Assert.Equal("Not Found", await RefuseAsync("responses", SandboxClient.Json("{}"), 404));
        Assert.Equal("Not Found", await RefuseAsync("files", SandboxClient.Json("{}"), 404));
        foreach (string path in new[] { "responses/x", "files/x", "/generated-images/x.png", "nothing" })
        {
            Assert.Equal("Not Found", Detail(await _client.SendAsync(HttpMethod.Get, path, 404)));
        }
        Assert.Equal("Method Not Allowed", Detail(await _client.SendAsync(HttpMethod.Get, Generations, 405)));
    }

    [Fact]
    public async Task Failures_are_rehearsed()
    {
        await RefuseAsync(Generations, SandboxClient.Json("""{"prompt":"A [blocked] fox"}"""), 400);
        await RefuseAsync(Generations, SandboxClient.Json("""{"prompt":"A [fail] fox"}"""), 500);
    }

    [Fact]
    public async Task One_model_is_listed()
    {
        JsonElement list = await _client.SendAsync(HttpMethod.Get, "models");

        JsonElement model = Assert.Single(list.GetProperty("data").EnumerateArray());
        Assert.Equal("sandbox-local", SandboxClient.Text(model, "id"));
    }

    [Fact]
    public async Task Old_pictures_make_room()
    {
        using SandboxClient client = new(capacity: 1000, Root);
        List<HttpStatusCode> found = [];
        using StringContent body = SandboxClient.Json("""{"prompt":"A fox","n":2}""");
        JsonElement answer = await client.PostAsync(Generations, body, 200);
        foreach (JsonElement one in answer.GetProperty("data").EnumerateArray())
        {
            string address = SandboxClient.Text(one, "url");
            using HttpResponseMessage reply = await client.Http.GetAsync(address, SandboxClient.Token);
            found.Add(reply.StatusCode);
        }

        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.OK], found);
    }

    private static string Detail(JsonElement reply) =>
        SandboxClient.Text(reply, Assert.Single(reply.EnumerateObject()).Name is "detail" ? "detail" : "no detail");

    private Task<JsonElement> GenerateAsync(string fields) =>
        _client.PostAsync(Generations, SandboxClient.Json("{" + fields + "}"), 200);

    private async Task<JsonElement> EditAsync(params (string Name, string Value)[] fields)
    {
        using MultipartFormDataContent form = [];
        foreach ((string name, string value) in fields) form.Add(new StringContent(value), name);
        form.Add(SandboxClient.File(TestPictures.Png(color: Blue), "application/octet-stream"), "image[]", "a.png");
        return await _client.PostAsync(Edits, form, 200);
    }

    private async Task<byte[]> MaskedAsync(byte[]? mask)
    {
        using SandboxClient client = new(root: Root);
        using MultipartFormDataContent form = SandboxClient.Form();
        form.Add(new StringContent("b64_json"), "response_format");
        form.Add(SandboxClient.File(TestPictures.Png(color: Blue)), "image", "a.png");
        if (mask is not null) form.Add(SandboxClient.File(mask), "mask", "mask.png");
        return SandboxClient.Datum(await client.PostAsync(Edits, form, 200));
    }

    private async Task<string> RefuseAsync(string path, HttpContent content, int status) =>
        Detail(await _client.PostAsync(path, content, status));
}
