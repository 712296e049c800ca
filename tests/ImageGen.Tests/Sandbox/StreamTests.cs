using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using StbImageSharp;
using Xunit;

namespace ImageGen.Tests.Sandbox;

public sealed class StreamTests : IDisposable
{
    private const string Streamed = ",\"stream\":true";
    private const string Partials = """{"type":"image_generation","partial_images":3}""";
    private readonly SandboxClient _client = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Events_come_in_the_order_of_the_service()
    {
        List<JsonElement> events = await _client.StreamAsync(SandboxClient.Body("A fox", Partials, Streamed));

        Assert.Equal(
            [
                "response.created", "response.in_progress", "response.output_item.added",
                "response.image_generation_call.in_progress", "response.image_generation_call.generating", "keepalive",
                "response.image_generation_call.partial_image",
                "response.image_generation_call.partial_image", "response.image_generation_call.partial_image",
                "response.image_generation_call.completed", "response.output_item.done", "response.output_item.added",
                "response.content_part.added", "response.output_text.done", "response.content_part.done",
                "response.output_item.done", "response.completed",
            ],
            events.Select(data => SandboxClient.Text(data, "type")));
        Assert.Equal(
            Enumerable.Range(0, events.Count), events.Select(data => data.GetProperty("sequence_number").GetInt32()));
    }

    [Fact]
    public async Task Partials_grow_sharper_and_the_final_picture_comes_twice()
    {
        List<JsonElement> events = await _client.StreamAsync(SandboxClient.Body("A fox", Partials, Streamed));
        JsonElement[] partials = [.. events.Where(data => data.TryGetProperty("partial_image_b64", out _))];
        JsonElement response = events[^1].GetProperty("response");
        byte[] final = SandboxClient.Bytes(response);

        Assert.Equal([0, 1, 2], partials.Select(data => data.GetProperty("partial_image_index").GetInt32()));
        List<int> sizes = [];
        foreach (JsonElement partial in partials)
        {
            byte[] bytes = partial.GetProperty("partial_image_b64").GetBytesFromBase64();
            ImageResult image = SandboxClient.Decode(bytes);
            Assert.Equal((1024, 1024), (image.Width, image.Height));
            Assert.Equal("1024x1024", SandboxClient.Text(partial, "size"));
            sizes.Add(bytes.Length);
        }

        Assert.Equal(sizes.Order(), sizes);
        Assert.True(final.Length > sizes[2]);
        Assert.Equal(final, events[10].GetProperty("item").GetProperty("result").GetBytesFromBase64());
        Assert.Equal(
            1756 + 300,
            response.GetProperty("tool_usage").GetProperty("image_gen").GetProperty("output_tokens").GetInt32());
    }

    [Fact]
    public async Task Stream_gives_the_picture_that_the_same_request_gives_without_it()
    {
        List<JsonElement> events = await _client.StreamAsync(SandboxClient.Body("A fox", Partials, Streamed));
        JsonElement plain = await _client.CreateAsync(SandboxClient.Body("A fox"));

        Assert.Equal(SandboxClient.Bytes(plain), SandboxClient.Bytes(events[^1].GetProperty("response")));
    }

    [Fact]
    public async Task Text_comes_in_deltas()
    {
        List<JsonElement> events =
            await _client.StreamAsync("""{"model":"gpt-5.6-sol","input":"Who?","stream":true}""");
        JsonElement[] deltas = [.. events.Where(data => data.TryGetProperty("delta", out _))];
        string text = string.Concat(deltas.Select(data => SandboxClient.Text(data, "delta")));
        JsonElement message = events[^1].GetProperty("response").GetProperty("output")[0];

        Assert.True(deltas.Length > 1);
        Assert.Equal(SandboxClient.Text(message.GetProperty("content")[0], "text"), text);
        Assert.All(deltas, data => Assert.NotEqual("", SandboxClient.Text(data, "obfuscation")));
    }

    [Fact]
    public async Task Failure_ends_the_stream()
    {
        List<JsonElement> events = await _client.StreamAsync(SandboxClient.Body("A fox [fail]", more: Streamed));

        Assert.Equal("response.failed", SandboxClient.Text(events[^1], "type"));
        Assert.Equal("failed", SandboxClient.Text(events[^1].GetProperty("response"), "status"));
    }

    [Fact]
    public async Task Refusal_comes_as_JSON()
    {
        JsonElement error = await _client.RefuseAsync(SandboxClient.Body("A [blocked] fox", more: Streamed));

        Assert.Equal("moderation_blocked", SandboxClient.Text(error, "code"));
    }

    [Fact]
    public async Task Cancelling_ends_the_stream_and_disposing_leaves_nothing_stored()
    {
        using CancellationTokenSource source = CancellationTokenSource.CreateLinkedTokenSource(SandboxClient.Token);
        using HttpRequestMessage request = new(HttpMethod.Post, "responses");
        string body = SandboxClient.Body("A fox", Partials, Streamed);
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage reply = await _client.Http.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, source.Token);
        Stream stream = await reply.Content.ReadAsStreamAsync(source.Token);
        byte[] buffer = new byte[64 * 1024];
        int length = await stream.ReadAsync(buffer, source.Token);
        await source.CancelAsync();

        string first = Encoding.UTF8.GetString(buffer, 0, length);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await stream.ReadExactlyAsync(buffer, source.Token));
        string id = first.Split("\"id\":\"")[1].Split('"')[0];
        await stream.DisposeAsync();
        await _client.SendAsync(HttpMethod.Get, "responses/" + id, 404);
    }

    [Fact]
    public async Task Cancelled_request_is_not_answered()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _client.Http.GetAsync("models", new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task Stream_read_byte_by_byte_is_whole()
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "responses");
        request.Content = new StringContent(
            """{"model":"gpt-5.6-sol","input":"Who?","stream":true}""", Encoding.UTF8, "application/json");
        using HttpResponseMessage reply = await _client.Http.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, SandboxClient.Token);
        await using Stream stream = await reply.Content.ReadAsStreamAsync(SandboxClient.Token);
        byte[] one = new byte[1];
        StringBuilder text = new();
        while (await stream.ReadAsync(one, SandboxClient.Token) == 1) text.Append((char)one[0]);

        Assert.EndsWith("}\n\n", text.ToString());
        Assert.Contains("event: response.completed\n", text.ToString());
    }
}
