using System;
using System.Diagnostics;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Apis;
using ImageGen.Apis.Responses;
using ImageGen.Files;
using ImageGen.Http;
using ImageGen.Lifting;
using ImageGen.Orders;
using ImageGen.Service;

namespace ImageGen.Smoke;

/// <summary>What is tried: each scene over the handler that the module makes and over HttpWebRequest.</summary>
internal static class Scenes
{
    private const int Streams = 8;
    private const string Json = "Content-Type: application/json";
    private const string Events = "Content-Type: text/event-stream";

    private static readonly byte[] s_picture = Picture(1_500_000);
    private static readonly string s_call =
        "{\"id\":\"ig_1\",\"type\":\"image_generation_call\","
        + $"\"status\":\"completed\",\"result\":\"{Convert.ToBase64String(s_picture)}\"}}";
    private static readonly byte[] s_answer = Encoding.UTF8.GetBytes(
        $"{{\"id\":\"resp_1\",\"status\":\"completed\",\"output\":[{s_call}]}}");
    private static readonly byte[] s_events = Encoding.UTF8.GetBytes(
        "event: response.created\ndata: {\"type\":\"response.created\","
        + "\"response\":{\"id\":\"resp_1\",\"status\":\"in_progress\"}}\n\n"
        + "event: response.output_item.done\ndata: {\"type\":\"response.output_item.done\","
        + $"\"output_index\":0,\"item\":{s_call}}}\n\n"
        + "event: response.completed\ndata: {\"type\":\"response.completed\","
        + $"\"response\":{Encoding.UTF8.GetString(s_answer)}}}\n\n");

    public static async Task RunAsync()
    {
        await TellAsync("sandbox", () => OneAsync(ServiceConnection.Sandbox(), Order()));
        foreach (bool isWebRequest in new[] { false, true })
        {
            string name = isWebRequest ? "webrequest" : "handler";
            await TellAsync($"{name} whole", () => AnswerAsync(isWebRequest, Length(Json, s_answer.Length), s_answer));
            await TellAsync($"{name} gzip", () => AnswerAsync(isWebRequest, Zipped(out byte[] zipped), zipped));
            await TellAsync($"{name} stream", () =>
                AnswerAsync(isWebRequest, Chunked, InChunks(s_events, isWhole: true), stream: true));
            await TellAsync($"{name} upload", () => UploadAsync(isWebRequest, 3_000_000));
            await TellAsync($"{name} small upload", () => UploadAsync(isWebRequest, 3_000));
            await TellAsync($"{name} cut", () =>
                AnswerAsync(isWebRequest, Length(Json, s_answer.Length), Cut(s_answer)));
            await TellAsync($"{name} cut stream", () =>
                AnswerAsync(isWebRequest, Length(Events, 2_006_468), Cut(s_events), stream: true));
            await TellAsync($"{name} cut refusal", () =>
                AnswerAsync(isWebRequest, Length(Json, 900, "429 Slow down"), new byte[9]));
            await TellAsync($"{name} refused", () =>
                AnswerAsync(isWebRequest, Length(Json, 2, "401 No"), Encoding.ASCII.GetBytes("{}")));
            await TellAsync($"{name} stop", () => StopAsync(isWebRequest, abortsByToken: true));
        }

        await TellAsync("webrequest stop without abort", () => StopAsync(isWebRequest: true, abortsByToken: false));
    }

    private static string Chunked => $"HTTP/1.1 200 OK\n{Events}\nTransfer-Encoding: chunked\nConnection: close";

    private static string Length(string type, int length, string status = "200 OK") =>
        $"HTTP/1.1 {status}\n{type}\nContent-Length: {length}\nConnection: close";

    private static byte[] Cut(byte[] body) => [.. body.Take(30_000)];

    private static async Task TellAsync(string scene, Func<Task<string>> run)
    {
        Stopwatch watch = Stopwatch.StartNew();
        string result;
        try
        {
            result = await run();
        }
        catch (Exception exception)
        {
            result = $"{exception.GetType().Name} {exception}".Replace("\n", " ");
        }

        Console.WriteLine($"{scene}: {result} [{watch.ElapsedMilliseconds} ms]");
    }

    private static async Task<string> AnswerAsync(bool isWebRequest, string head, byte[] body, bool stream = false)
    {
        using SmokeServer server = new(head, body);
        return await OneAsync(Connect(server, isWebRequest), Order(stream));
    }

    private static async Task<string> UploadAsync(bool isWebRequest, int length)
    {
        using SmokeServer server = new(Length(Json, s_answer.Length), s_answer);
        ImageOrder order = Order() with
        {
            IsEdit = true,
            Inputs = new ImageInputs(
                [new ImageData(new EncodedImage(Picture(length), "image/png"))], AIImageContext.Auto),
        };
        string result = await OneAsync(Connect(server, isWebRequest), order);
        bool isExpecting = server.Headers.IndexOf("100-continue", StringComparison.OrdinalIgnoreCase) >= 0;
        return $"{result}, {(server.Received > length ? "whole body" : "part of the body")}, "
            + $"{(isExpecting ? "asked" : "not asked")}";
    }

    /// <summary>Streams that never end, all stopped at once.</summary>
    private static async Task<string> StopAsync(bool isWebRequest, bool abortsByToken)
    {
        using SmokeServer server = new(Chunked, InChunks(s_events.Take(200).ToArray(), isWhole: false), isHeld: true);
        using CancellationTokenSource stop = new();
        ServiceConnection service = Connect(server, isWebRequest, abortsByToken);
        Task<string>[] runs =
            [.. Enumerable.Range(0, Streams)
                .Select(_ => Task.Run(() => OneAsync(service, Order(stream: true), stop.Token)))];
        Stopwatch wait = Stopwatch.StartNew();
        while (server.Open < Streams && wait.ElapsedMilliseconds < 10_000) await Task.Delay(20);
        int open = server.Open;
        await Task.Delay(300);
        Stopwatch watch = Stopwatch.StartNew();
        stop.Cancel();
        long cancelled = watch.ElapsedMilliseconds;
        bool isOver = await Task.WhenAny(Task.WhenAll(runs), Task.Delay(10_000)) is Task<string[]>;
        return $"{open} streams at once, {(isOver ? "all ended" : "not ended")}, "
            + $"{(cancelled < 400 ? "no wait" : "a wait")}"
            + $" (stop {cancelled} ms, end {watch.ElapsedMilliseconds} ms)";
    }

    private static ServiceConnection Connect(SmokeServer server, bool isWebRequest, bool abortsByToken = true) =>
        isWebRequest
            ? ServiceConnection.ForTransport(
                new HttpMessageInvoker(new Redirected(server.Address, new WebRequestHandler(abortsByToken))), Key)
            : ServiceConnection.OpenAI(new ServiceSettings { Key = Key }, server.Address);

    private static ServiceKey Key => new("sk-smoke-0123456789", "smoke");

    private static async Task<string> OneAsync(
        ServiceConnection service, ImageOrder order, CancellationToken token = default)
    {
        string folder = Directory.CreateDirectory(
            Path.Combine(Path.GetTempPath(), "imagegen-smoke-" + Guid.NewGuid().ToString("N"))).FullName;
        try
        {
            string result = "nothing";
            string target = Path.Combine(folder, "a.png");
            await foreach (GenerationEvent e in new ResponsesClient()
                .GenerateAsync(order with { Service = service }, () => new FileSink(target), token)
                .ConfigureAwait(false))
            {
                if (e is Received { Image: ReceivedImage image }) result = $"image of {image.Length} bytes";
                else if (e is Failed failed) result = failed.Exception.ErrorId;
            }

            return result;
        }
        catch (AIImageException failure)
        {
            return failure.ErrorId;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ImageOrder Order(bool stream = false) => new()
    {
        Service = ServiceConnection.Sandbox(),
        Prompt = "a fox",
        Model = "gpt-5.6-sol",
        Options = new OrderOptions { ImageModel = "gpt-image-2.6-sunburst", PartialImages = stream ? 0 : null },
        Stream = stream,
        Settings = new CallSettings
        {
            MaximumRetries = 0,

            // A stream that breaks is asked for by its id as long as the request may take.
            Limits = TimeLimits.For(stream ? TimeSpan.FromSeconds(5) : TimeSpan.FromMinutes(1)),
        },
    };

    private static string Zipped(out byte[] body)
    {
        using MemoryStream zipped = new();
        using (GZipStream zip = new(zipped, CompressionLevel.Fastest)) zip.Write(s_answer, 0, s_answer.Length);
        body = zipped.ToArray();
        return Length($"{Json}\nContent-Encoding: gzip", body.Length);
    }

    private static byte[] InChunks(byte[] body, bool isWhole)
    {
        byte[] start = Encoding.ASCII.GetBytes($"{body.Length:x}\r\n");
        byte[] end = Encoding.ASCII.GetBytes(isWhole ? "\r\n0\r\n\r\n" : "\r\n");
        return [.. start, .. body, .. end];
    }

    /// <summary>Bytes that begin like a PNG.</summary>
    private static byte[] Picture(int length)
    {
        byte[] bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        byte[] start = [137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 4, 0, 0, 0, 4, 0];
        start.CopyTo(bytes, 0);
        return bytes;
    }

    /// <summary>Sends to the server whatever the address says.</summary>
    private sealed class Redirected(Uri server, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new Uri(server, request.RequestUri.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
