using System;
using System.Collections.Concurrent;
using System.Threading.Tasks;
using ImageGen.Apis;
using ImageGen.Apis.Responses;
using ImageGen.Http;
using ImageGen.Orders;
using ImageGen.Runs;
using ImageGen.Service;

namespace ImageGen.Benchmarks.Clients;

/// <summary>The module's engine without PowerShell.</summary>
internal sealed class EngineSource : IImageSource
{
    private readonly ConcurrentDictionary<Uri, ServiceConnection> _connections = new();

    public string Name => "engine";

    public async Task GetAsync(ImageOrder order)
    {
        ServiceConnection connection = _connections.GetOrAdd(order.BaseUri, Connect);
        ImageOrder request = new()
        {
            Prompt = "a red fox in snow",
            Model = connection.Model,
            Options = new ImageOptions
            {
                ImageModel = connection.ImageModel,
                PartialImages = order.IsStreamed ? 1 : null,
            },
            Stream = order.IsStreamed,
            Target = order.Path,
        };
        long delivered = 0;
        await foreach (GenerationEvent e in new ResponsesClient(connection).GenerateAsync(request))
        {
            switch (e)
            {
                case Previewed previewed:
                    delivered += previewed.Partial.Bytes.Length;
                    order.OnPartial?.Invoke();
                    break;
                case Completed completed:
                    delivered += completed.Image.Length;
                    completed.Image.Pending?.Publish(order.Path!, overwrite: false);
                    break;
            }
        }

        order.Check(delivered);
    }

    private static ServiceConnection Connect(Uri address) => ServiceConnection.OpenAI(
        new ServiceSettings { Key = ServiceKey.Parse(ServiceKeys.Key, "-ApiKey") }, address);
}
