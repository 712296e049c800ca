using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Sandbox;
using StbImageSharp;
using Xunit;

namespace ImageGen.Tests.Sandbox;

internal sealed class SandboxClient(long capacity = 64 * 1024 * 1024) : IDisposable
{
    public const string Tool = """{"type":"image_generation"}""";

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public HttpClient Http { get; } = new(new SandboxHandler(capacity))
    {
        BaseAddress = new Uri("https://sandbox.imagegen.invalid/v1/"),
    };

    public static string Body(string input, string tool = Tool, string more = "")
    {
        string json = input.StartsWith('[') ? input : JsonString(input);
        return $$"""
            {"model":"gpt-5.6-sol","input":{{json}},"tools":[{{tool}}],
             "tool_choice":{"type":"image_generation"}{{more}}}
            """;
    }

    public static string JsonString(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    public static JsonElement Picture(JsonElement response) => response.GetProperty("output")[0];

    public static byte[] Bytes(JsonElement response) => Picture(response).GetProperty("result").GetBytesFromBase64();

    public static ImageResult Decode(byte[] bytes) => ImageResult.FromMemory(bytes);

    public static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    public Task<HttpResponseMessage> PostAsync(string body) =>
        Http.PostAsync("responses", new StringContent(body, Encoding.UTF8, "application/json"), Token);

    public async Task<JsonElement> CreateAsync(string body)
    {
        using HttpResponseMessage reply = await PostAsync(body);
        JsonElement json = await ReadAsync(reply);
        Assert.True(reply.IsSuccessStatusCode, json.ToString());
        return json;
    }

    public async Task<JsonElement> RefuseAsync(string body, int status = 400)
    {
        using HttpResponseMessage reply = await PostAsync(body);
        JsonElement json = await ReadAsync(reply);
        Assert.Equal(status, (int)reply.StatusCode);
        return json.GetProperty("error");
    }

    public async Task<JsonElement> SendAsync(HttpMethod method, string path, int status = 200)
    {
        using HttpRequestMessage request = new(method, path);
        using HttpResponseMessage reply = await Http.SendAsync(request, Token);
        Assert.Equal(status, (int)reply.StatusCode);
        return await ReadAsync(reply);
    }

    public async Task<List<JsonElement>> StreamAsync(string body)
    {
        using HttpResponseMessage reply = await PostAsync(body);
        Assert.Equal("text/event-stream; charset=utf-8", reply.Content.Headers.ContentType!.ToString());
        string text = await reply.Content.ReadAsStringAsync(Token);
        List<JsonElement> events = [];
        foreach (string frame in text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            string[] lines = frame.Split('\n');
            Assert.Equal(2, lines.Length);
            JsonElement data = JsonDocument.Parse(lines[1]["data: ".Length..]).RootElement;
            Assert.Equal("event: " + Text(data, "type"), lines[0]);
            events.Add(data);
        }

        return events;
    }

    public void Dispose() => Http.Dispose();

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage reply) =>
        JsonDocument.Parse(await reply.Content.ReadAsStringAsync(Token)).RootElement;
}
