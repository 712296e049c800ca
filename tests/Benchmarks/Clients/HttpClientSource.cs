using System;
using System.Buffers;
using System.Buffers.Text;
using System.IO;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text;
using System.Threading.Tasks;

namespace ImageGen.Benchmarks.Clients;

/// <summary>
/// The floor: what a good programmer writes by hand who knows this one answer. It reads the body, finds the base64 and
/// decodes it; it checks nothing, retries nothing and knows nothing else of the answer.
/// </summary>
internal sealed class HttpClientSource : IImageSource
{
    private const string Request =
        """
        {"model":"gpt-5.6-sol","input":"a red fox in snow","tools":[{"type":"image_generation","partial_images":1}],
        "stream":
        """;

    private readonly HttpClient _http = new();

    public string Name => "HttpClient";

    public async Task GetAsync(ImageTask order)
    {
        string json = Request + (order.IsStreamed ? "true}" : "false}");
        using HttpRequestMessage request = new(HttpMethod.Post, order.BaseUri + "/responses")
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ServiceKeys.Key);
        using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        byte[] image;
        long partial = 0;
        if (order.IsStreamed)
        {
            (image, partial) = await ReadEventsAsync(response.Content, order);
        }
        else
        {
            byte[] body = GC.AllocateUninitializedArray<byte>((int)response.Content.Headers.ContentLength!);
            await using Stream stream = await response.Content.ReadAsStreamAsync();
            await stream.ReadExactlyAsync(body);
            image = Decode(body, "\"result\":\""u8);
        }

        if (order.Path is not null) await SaveAsync(image, order.Path);
        order.Check(image.Length + partial);
    }

    private static async Task<(byte[] Image, long Partial)> ReadEventsAsync(HttpContent content, ImageTask order)
    {
        byte[] image = [];
        long partial = 0;
        await using Stream body = await content.ReadAsStreamAsync();
        await foreach (SseItem<byte[]> item in SseParser.Create(body, Parse).EnumerateAsync())
        {
            if (item.EventType == "response.completed") image = item.Data;
            if (item.EventType != "response.image_generation_call.partial_image") continue;
            partial += item.Data.Length;
            order.OnPartial?.Invoke();
        }

        return (image, partial);
    }

    private static byte[] Parse(string type, ReadOnlySpan<byte> data) => type switch
    {
        "response.completed" => Decode(data, "\"result\":\""u8),
        "response.image_generation_call.partial_image" => Decode(data, "\"partial_image_b64\":\""u8),
        _ => [],
    };

    private static byte[] Decode(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> text = json.Slice(json.IndexOf(name) + name.Length);
        text = text.Slice(0, text.IndexOf((byte)'"'));
        int padding = text.EndsWith("=="u8) ? 2 : text.EndsWith("="u8) ? 1 : 0;
        byte[] image = GC.AllocateUninitializedArray<byte>((text.Length / 4 * 3) - padding);
        return Base64.DecodeFromUtf8(text, image, out _, out _) == OperationStatus.Done
            ? image
            : throw new InvalidDataException("The image is no base64.");
    }

    /// <summary>As durable as -OutFile: under another name until it is on the disk.</summary>
    private static async Task SaveAsync(byte[] image, string path)
    {
        string temporary = path + ".part";
        await using (FileStream file = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1))
        {
            await file.WriteAsync(image);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path);
    }
}
