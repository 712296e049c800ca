using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace ImageGen.Tests.Sandbox;

public sealed class ResumeTests : IDisposable
{
    private const string Partials = """{"type":"image_generation","partial_images":2}""";
    private const string Streamed = ",\"background\":true,\"stream\":true";
    private readonly SandboxClient _client = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Events_after_the_number_come_again()
    {
        List<JsonElement> events = await _client.StreamAsync(SandboxClient.Body("A fox", Partials, Streamed));
        string path = PathOf(events[0]);
        List<JsonElement> all = await _client.StreamAsync(path + "?stream=true", content: null);
        List<JsonElement> rest = await _client.StreamAsync(path + "?stream=true&starting_after=8", content: null);
        List<JsonElement> none = await _client.StreamAsync(path + "?stream=true&starting_after=99", content: null);
        string[] withoutPartials =
        [
            .. events.Where(data => !data.TryGetProperty("partial_image_b64", out _)).Select(data => data.GetRawText()),
        ];

        Assert.Equal(withoutPartials, all.Select(data => data.GetRawText()));
        Assert.Equal(
            all.Where(data => NumberOf(data) > 8).Select(data => data.GetRawText()),
            rest.Select(data => data.GetRawText()));
        Assert.Empty(none);
    }

    [Fact]
    public async Task Stream_that_broke_off_goes_on()
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "responses")
        {
            Content = SandboxClient.Json(SandboxClient.Body("A fox", Partials, Streamed)),
        };
        string first;
        using (HttpResponseMessage reply = await _client.Http.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, SandboxClient.Token))
        {
            using StreamReader reader = new(await reply.Content.ReadAsStreamAsync(SandboxClient.Token));
            await reader.ReadLineAsync(SandboxClient.Token);
            first = (await reader.ReadLineAsync(SandboxClient.Token))!["data: ".Length..];
        }

        string path = PathOf(JsonDocument.Parse(first).RootElement);
        List<JsonElement> rest = await _client.StreamAsync(path + "?stream=true&starting_after=0", content: null);

        Assert.Equal(Enumerable.Range(1, rest.Count), rest.Select(NumberOf));
        Assert.Equal(2, rest.Count(data => data.TryGetProperty("partial_image_b64", out _)));
        Assert.NotEmpty(SandboxClient.Bytes(rest[^1].GetProperty("response")));
    }

    [Theory]
    [InlineData("", "?stream=true")]
    [InlineData(",\"background\":true", "?stream=true")]
    [InlineData(Streamed, "?stream=true&starting_after=x")]
    public async Task Only_streamed_background_responses_go_on(string more, string query)
    {
        string body = SandboxClient.Body("A fox", more: more);
        string path = more == Streamed
            ? PathOf((await _client.StreamAsync(body))[0])
            : "responses/" + SandboxClient.Text(await _client.CreateAsync(body), "id");

        await _client.SendAsync(HttpMethod.Get, path + query, 400);
    }

    private static string PathOf(JsonElement created) =>
        "responses/" + SandboxClient.Text(created.GetProperty("response"), "id");

    private static int NumberOf(JsonElement data) => data.GetProperty("sequence_number").GetInt32();
}
