using System;
using System.Collections.Generic;
using System.Threading.Tasks;

namespace ImageGen.Benchmarks.Clients;

/// <summary>The module as it is used: one command of one pipeline for each image.</summary>
internal sealed class CmdletSource : IImageSource, IDisposable
{
    public ModuleRunspace Runspace { get; } = new();

    private readonly Dictionary<Uri, AIImageService> _services = [];

    public string Name => "cmdlet";

    public Task GetAsync(ImageTask order)
    {
        if (!_services.TryGetValue(order.BaseUri, out AIImageService? service))
        {
            service = Runspace.Connect(order.BaseUri);
            _services.Add(order.BaseUri, service);
        }

        long delivered = 0;
        Runspace.Invoke(
            shell =>
            {
                shell.AddCommand(order.IsStreamed ? "Get-AIImageStream" : "New-AIImage")
                    .AddParameter("Prompt", "a red fox in snow")
                    .AddParameter("Service", service);
                if (order.IsStreamed) shell.AddParameter("PartialImages", 1);
                if (order.Path is not null) shell.AddParameter("OutFile", order.Path);
            },
            onOutput: item =>
            {
                if (item is AIImagePartial) order.OnPartial?.Invoke();
                delivered += item is AIImagePartial partial ? partial.Bytes.Length : ((AIImage)item).Length;
            });
        order.Check(delivered);
        return Task.CompletedTask;
    }

    public void Dispose() => Runspace.Dispose();
}
