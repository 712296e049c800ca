using System;
using System.Globalization;
using System.Text.Json;
using System.Threading.Tasks;
using ImageGen.Benchmarks.Clients;
using ImageGen.Benchmarks.Rows;

namespace ImageGen.Benchmarks.Children;

/// <summary>A fresh PowerShell that receives a batch, after a small one to begin with.</summary>
internal static class BatchReceiveChild
{
    public static async Task<int> RunAsync(string address, string count, string folder)
    {
        int images = int.Parse(count, CultureInfo.InvariantCulture);
        using ModuleRunspace runspace = new();
        AIImageService service = runspace.Connect(new Uri(address));
        ReceivedBatch batch = new(runspace, service, folder, images);
        new ReceivedBatch(runspace, service, folder, 1).Receive(BatchReceiveRow.Length);
        LongRunReport report = await LongRunReport.TakeAsync(() => batch.Receive(BatchReceiveRow.Length), images);
        Console.WriteLine(JsonSerializer.Serialize(report));
        return 0;
    }
}
