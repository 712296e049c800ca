using System;
using System.Collections.Concurrent;
using System.Threading.Tasks;
using ImageGen.Apis;
using ImageGen.Http;
using ImageGen.Orders;
using ImageGen.Runs;
using ImageGen.Runs.Spending;
using ImageGen.Service;

namespace ImageGen.Benchmarks.Clients;

/// <summary>The module's engine without PowerShell.</summary>
internal sealed class EngineSource : IImageSource
{
    private static readonly ServiceDirectory s_services = new([], current: null, () => null);

    private readonly ConcurrentDictionary<Uri, ServiceConnection> _connections = new();

    public string Name => "engine";

    public async Task GetAsync(ImageTask order)
    {
        ServiceConnection connection = _connections.GetOrAdd(order.BaseUri, Connect);
        ImageOrder request = new()
        {
            Service = connection,
            Prompt = "a red fox in snow",
            Model = connection.Model,
            Options = new OrderOptions
            {
                ImageModel = connection.ImageModel,
                PartialImages = order.IsStreamed ? 1 : null,
            },
            Stream = order.IsStreamed,
            Output = order.Path is string path ? new OutputTarget(path, isFolder: false) : null,
        };
        long delivered = 0;
        RequestRun run = new OrderRunner(s_services, new Budget(null)).Claim(request).Requests[0];
        await foreach (GenerationEvent e in run.RunAsync())
        {
            switch (e)
            {
                case Previewed previewed:
                    delivered += previewed.Partial.Bytes.Length;
                    order.OnPartial?.Invoke();
                    break;
                case Completed completed:
                    delivered += completed.Image.Length;
                    break;
                case Failed failed:
                    throw failed.Exception;
            }
        }

        order.Check(delivered);
    }

    private static ServiceConnection Connect(Uri address) => ServiceConnection.OpenAI(
        new ServiceSettings { Key = ServiceKey.Parse(ServiceKeys.Key, "-ApiKey") }, address);
}
