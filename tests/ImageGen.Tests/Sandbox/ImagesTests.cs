using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using StbImageSharp;
using Xunit;

namespace ImageGen.Tests.Sandbox;

public sealed class ImagesTests : IDisposable
{
    private readonly SandboxClient _client = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Answer_has_the_shape_of_the_service()
    {
        using HttpResponseMessage reply = await _client.Http.PostAsync(
            "images/generations",
            SandboxClient.Json(SandboxClient.Images("A fox", ",\"size\":\"976x704\",\"safety_identifier\":\"u1\"")),
            SandboxClient.Token);
        JsonElement answer = JsonDocument.Parse(await reply.Content.ReadAsStringAsync(SandboxClient.Token)).RootElement;
        ImageResult image = SandboxClient.Decode(SandboxClient.Datum(answer));
        JsonElement usage = answer.GetProperty("usage");

        Assert.StartsWith("req_", reply.Headers.GetValues("x-request-id").Single());
        Assert.Equal(
            [
                "created", "background", "data", "output_format", "quality", "safety_identifier", "size", "usage",
            ],
            answer.EnumerateObject().Select(property => property.Name));
        Assert.Equal("opaque", SandboxClient.Text(answer, "background"));
        Assert.Equal("medium", SandboxClient.Text(answer, "quality"));
        Assert.Equal("976x704", SandboxClient.Text(answer, "size"));
        Assert.Equal((976, 704), (image.Width, image.Height));
        Assert.Equal(["b64_json"], answer.GetProperty("data")[0].EnumerateObject().Select(property => property.Name));
        Assert.Equal(
            usage.GetProperty("total_tokens").GetInt32(),
            usage.GetProperty("input_tokens").GetInt32() + usage.GetProperty("output_tokens").GetInt32());
        Assert.True(usage.TryGetProperty("output_tokens_details", out _));
    }

    [Fact]
    public async Task Several_pictures_differ_and_are_all_counted()
    {
        JsonElement one = await _client.GenerateAsync(SandboxClient.Images("A fox"));
        JsonElement three = await _client.GenerateAsync(SandboxClient.Images("A fox", ",\"n\":3"));
        byte[][] pictures = [.. Enumerable.Range(0, 3).Select(index => SandboxClient.Datum(three, index))];

        Assert.Equal(3, three.GetProperty("data").GetArrayLength());
        Assert.Equal(SandboxClient.Datum(one), pictures[0]);
        Assert.True(DifferentShare(pictures[0], pictures[1]) > 0.05);
        Assert.True(DifferentShare(pictures[1], pictures[2]) > 0.05);
        Assert.Equal(3 * Count(one, "input_tokens"), Count(three, "input_tokens"));
        Assert.Equal(3 * Count(one, "output_tokens"), Count(three, "output_tokens"));
    }

    [Fact]
    public async Task Both_APIs_draw_the_same_picture()
    {
        JsonElement images = await _client.GenerateAsync(SandboxClient.Images("A fox"));
        JsonElement response = await _client.CreateAsync(SandboxClient.Body("A fox"));

        Assert.Equal(SandboxClient.Bytes(response), SandboxClient.Datum(images));
    }

    [Fact]
    public async Task Asking_again_gives_another_picture_and_the_same_in_every_run()
    {
        using SandboxClient other = new();
        JsonElement first = await _client.GenerateAsync(SandboxClient.Images("A fox"));
        JsonElement second = await _client.GenerateAsync(SandboxClient.Images("A fox"));
        await other.GenerateAsync(SandboxClient.Images("A fox"));
        JsonElement again = await other.GenerateAsync(SandboxClient.Images("A fox"));

        Assert.NotEqual(SandboxClient.Datum(first), SandboxClient.Datum(second));
        Assert.Equal(SandboxClient.Datum(second), SandboxClient.Datum(again));
    }

    [Theory]
    [InlineData("jpeg", ",\"output_compression\":40", "FFD8FF")]
    [InlineData("svg", ",\"svg\":{\"model\":\"gpt-6-sol\",\"reasoning\":{\"effort\":\"low\"}}", "3C737667")]
    [InlineData("png", ",\"moderation\":\"low\",\"complexity\":\"low\",\"user\":null,\"n\":null", "89504E47")]
    public async Task Formats_are_those_asked_for(string format, string more, string magic)
    {
        JsonElement answer = await _client.GenerateAsync(
            SandboxClient.Images("A fox", $",\"output_format\":\"{format}\"{more}"));

        Assert.Equal(format, SandboxClient.Text(answer, "output_format"));
        Assert.StartsWith(magic, Convert.ToHexString(SandboxClient.Datum(answer)));
    }

    [Theory]
    [InlineData("gpt-image-1.5")]
    [InlineData("gpt-image-1-mini")]
    [InlineData("chatgpt-image-latest")]
    [InlineData("gpt-image-2-2026-04-21")]
    public async Task Deprecated_models_and_snapshots_are_served(string model)
    {
        JsonElement answer = await _client.GenerateAsync($$"""{"model":"{{model}}","prompt":"A fox"}""");

        Assert.NotEmpty(SandboxClient.Datum(answer));
    }

    [Fact]
    public async Task Stream_has_one_event_without_partials()
    {
        List<JsonElement> events = await StreamAsync(SandboxClient.Images("A fox", ",\"stream\":true"));
        JsonElement plain = await _client.GenerateAsync(SandboxClient.Images("A fox"));

        JsonElement only = Assert.Single(events);
        Assert.Equal("image_generation.completed", SandboxClient.Text(only, "type"));
        Assert.Equal(SandboxClient.Datum(plain), only.GetProperty("b64_json").GetBytesFromBase64());
        Assert.Equal(Count(plain, "total_tokens"), Count(only, "total_tokens"));
    }

    [Fact]
    public async Task Events_of_several_pictures_come_one_picture_after_the_other()
    {
        List<JsonElement> events = await StreamAsync(
            SandboxClient.Images("A fox", ",\"stream\":true,\"partial_images\":2,\"n\":2"));

        Assert.Equal(
            ["partial_image 0", "partial_image 1", "completed", "partial_image 0", "partial_image 1", "completed"],
            events.Select(Describe));
        Assert.All(events, data => Assert.False(data.TryGetProperty("sequence_number", out _)));
        Assert.All(events, data => Assert.Equal("1024x1024", SandboxClient.Text(data, "size")));
        Assert.Equal(
            [false, false, false, false, false, true], events.Select(data => data.TryGetProperty("usage", out _)));
        Assert.Equal(6, events.Select(data => SandboxClient.Text(data, "b64_json")).Distinct().Count());
        Assert.Equal(2 * (1537 + 200), Count(events[^1], "output_tokens"));
    }

    [Fact]
    public async Task Failure_is_an_error_or_the_last_event()
    {
        JsonElement error = await _client.RefuseAsync(
            "images/generations", SandboxClient.Json(SandboxClient.Images("A fox [fail]")), 500);
        List<JsonElement> events = await StreamAsync(SandboxClient.Images("A fox [fail]", ",\"stream\":true"));

        Assert.Equal("server_error", SandboxClient.Text(error, "type"));
        JsonElement last = Assert.Single(events);
        Assert.Equal("error", SandboxClient.Text(last, "type"));
        Assert.Equal("server_error", SandboxClient.Text(last.GetProperty("error"), "code"));
    }

    [Fact]
    public async Task Blocked_word_is_rejected_by_moderation()
    {
        JsonElement error = await _client.RefuseAsync(
            "images/generations", SandboxClient.Json(SandboxClient.Images("A [blocked] fox", ",\"stream\":true")));

        Assert.Equal("moderation_blocked", SandboxClient.Text(error, "code"));
    }

    private static string Describe(JsonElement data)
    {
        string kind = SandboxClient.Text(data, "type").Replace("image_generation.", "");
        return data.TryGetProperty("partial_image_index", out JsonElement index) ? $"{kind} {index.GetInt32()}" : kind;
    }

    private static int Count(JsonElement answer, string name) =>
        answer.GetProperty("usage").GetProperty(name).GetInt32();

    private static double DifferentShare(byte[] first, byte[] second)
    {
        byte[] left = SandboxClient.Decode(first).Data;
        byte[] right = SandboxClient.Decode(second).Data;
        int different = left.Zip(right).Count(pair => Math.Abs(pair.First - pair.Second) > 16);
        return (double)different / left.Length;
    }

    private Task<List<JsonElement>> StreamAsync(string body) =>
        _client.StreamAsync("images/generations", SandboxClient.Json(body));
}
