using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Sandbox;
using StbImageSharp;
using Xunit;

namespace ImageGen.Tests.Sandbox;

internal sealed class SandboxClient(long capacity = 64 * 1024 * 1024, string root = "v1/") : IDisposable
{
    public const string Tool = """{"type":"image_generation"}""";

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public HttpClient Http { get; } = new(new SandboxHandler(capacity))
    {
        BaseAddress = new Uri("https://sandbox.imagegen.invalid/" + root),
    };

    public static string Body(string input, string tool = Tool, string more = "")
    {
        string json = input.StartsWith('[') ? input : JsonString(input);
        return $$"""
            {"model":"gpt-5.6-sol","input":{{json}},"tools":[{{tool}}],
             "tool_choice":{"type":"image_generation"}{{more}}}
            """;
    }

    /// <summary>A body for the Images API.</summary>
    public static string Images(string prompt, string more = "") =>
        $$"""{"model":"gpt-image-2.6-flare","prompt":{{JsonString(prompt)}}{{more}}}""";

    public static string JsonString(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    public static string DataUrl(byte[] png) => "data:image/png;base64," + Convert.ToBase64String(png);

    public static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    /// <summary>A form for an edit with the model and a prompt.</summary>
    public static MultipartFormDataContent Form(string prompt = "Add a hat", string model = "gpt-image-2.6-flare") =>
        new()
        {
            { new StringContent(model), "model" },
            { new StringContent(prompt), "prompt" },
        };

    public static ByteArrayContent File(byte[] bytes, string? type = "image/png")
    {
        ByteArrayContent content = new(bytes);
        content.Headers.ContentType = type is null ? null : new MediaTypeHeaderValue(type);
        return content;
    }

    public static JsonElement Picture(JsonElement response) => response.GetProperty("output")[0];

    public static byte[] Bytes(JsonElement response) => Picture(response).GetProperty("result").GetBytesFromBase64();

    /// <summary>One of the pictures that the Images API answers with.</summary>
    public static byte[] Datum(JsonElement answer, int index = 0) =>
        answer.GetProperty("data")[index].GetProperty("b64_json").GetBytesFromBase64();

    public static ImageResult Decode(byte[] bytes) => ImageResult.FromMemory(bytes);

    public static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    public Task<HttpResponseMessage> PostAsync(string body) => Http.PostAsync("responses", Json(body), Token);

    public Task<JsonElement> CreateAsync(string body) => PostAsync("responses", Json(body), 200);

    public async Task<JsonElement> RefuseAsync(string body, int status = 400) =>
        (await PostAsync("responses", Json(body), status)).GetProperty("error");

    public Task<JsonElement> GenerateAsync(string body) => PostAsync("images/generations", Json(body), 200);

    public Task<JsonElement> EditAsync(HttpContent content) => PostAsync("images/edits", content, 200);

    public async Task<JsonElement> RefuseAsync(string path, HttpContent content, int status = 400) =>
        (await PostAsync(path, content, status)).GetProperty("error");

    public async Task<JsonElement> PostAsync(string path, HttpContent content, int status)
    {
        using HttpResponseMessage reply = await Http.PostAsync(path, content, Token);
        JsonElement json = await ReadAsync(reply);
        Assert.True((int)reply.StatusCode == status, json.ToString());
        return json;
    }

    public async Task<JsonElement> SendAsync(HttpMethod method, string path, int status = 200)
    {
        using HttpRequestMessage request = new(method, path);
        using HttpResponseMessage reply = await Http.SendAsync(request, Token);
        Assert.Equal(status, (int)reply.StatusCode);
        return await ReadAsync(reply);
    }

    public Task<List<JsonElement>> StreamAsync(string body) => StreamAsync("responses", Json(body));

    public async Task<List<JsonElement>> StreamAsync(string path, HttpContent? content)
    {
        HttpMethod method = content is null ? HttpMethod.Get : HttpMethod.Post;
        using HttpRequestMessage request = new(method, path) { Content = content };
        using HttpResponseMessage reply = await Http.SendAsync(request, Token);
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
