using System;
using System.Globalization;
using System.Text.Json;
using System.Threading.Tasks;
using ImageGen.Benchmarks.Clients;

namespace ImageGen.Benchmarks.Children;

/// <summary>A fresh PowerShell that prepares a batch, after a small one to begin with.</summary>
internal static class BatchPrepareChild
{
    public static async Task<int> RunAsync(string count, string folder)
    {
        const int Few = 100;
        int rows = int.Parse(count, CultureInfo.InvariantCulture);
        using ModuleRunspace runspace = new();
        PreparedBatch batch = new(runspace, folder);
        batch.PrepareStreamed(Few);
        LongRunReport report = await LongRunReport.TakeAsync(() => batch.PrepareStreamed(rows), rows);
        Console.WriteLine(JsonSerializer.Serialize(report));
        return 0;
    }
}
