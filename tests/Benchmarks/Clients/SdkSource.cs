using System;
using System.ClientModel;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using OpenAI.Responses;

namespace ImageGen.Benchmarks.Clients;

/// <summary>The OpenAI .NET SDK, over the same API: its ResponsesClient with the image tool.</summary>
internal sealed class SdkSource : IImageSource
{
    private readonly ConcurrentDictionary<Uri, ResponsesClient> _clients = new();

    public string Name => "OpenAI .NET";

    public async Task GetAsync(ImageTask order)
    {
        ResponsesClient client = _clients.GetOrAdd(
            order.BaseUri,
            address => new ResponsesClient(
                new ApiKeyCredential(ServiceKeys.Key), new ResponsesClientOptions { Endpoint = address }));
        CreateResponseOptions options = new("gpt-5.6-sol", [ResponseItem.CreateUserMessageItem("a red fox in snow")])
        {
            StreamingEnabled = order.IsStreamed,
        };
        options.Tools.Add(ResponseTool.CreateImageGenerationTool(
            model: "gpt-image-1", partialImageCount: order.IsStreamed ? 1 : null));

        long partial = 0;
        ResponseResult response = order.IsStreamed
            ? await ReadEventsAsync(client, options, order, length => partial += length)
            : await client.CreateResponseAsync(options);
        ReadOnlyMemory<byte> image =
            response.OutputItems.OfType<ImageGenerationCallResponseItem>().Single().ImageResultBytes.ToMemory();
        if (order.Path is not null) await SaveAsync(image, order.Path);
        order.Check(image.Length + partial);
    }

    private static async Task<ResponseResult> ReadEventsAsync(
        ResponsesClient client, CreateResponseOptions options, ImageTask order, Action<long> onPartial)
    {
        ResponseResult? response = null;
        await foreach (StreamingResponseUpdate update in await client.CreateResponseStreamingAsync(options))
        {
            switch (update)
            {
                case StreamingResponseImageGenerationCallPartialImageUpdate partial:
                    onPartial(partial.PartialImageBytes.ToMemory().Length);
                    order.OnPartial?.Invoke();
                    break;
                case StreamingResponseCompletedUpdate completed:
                    response = completed.Response;
                    break;
            }
        }

        return response ?? throw new InvalidDataException("The stream has no end.");
    }

    private static async Task SaveAsync(ReadOnlyMemory<byte> image, string path)
    {
        await using FileStream file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1);
        await file.WriteAsync(image);
        file.Flush(flushToDisk: true);
    }
}
