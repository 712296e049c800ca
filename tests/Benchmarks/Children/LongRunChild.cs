using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using ImageGen.Benchmarks.Clients;

namespace ImageGen.Benchmarks.Children;

/// <summary>
/// A fresh PowerShell that gets many images to disk, several at once, after a single one to begin with.
/// </summary>
internal static class LongRunChild
{
    public const int AtOnce = 16;

    public static async Task<int> RunAsync(string address, string count, string folder)
    {
        using ModuleRunspace runspace = new();
        AIImageService service = runspace.Connect(new Uri(address));
        Get(runspace, service, folder, 1);

        int images = int.Parse(count, CultureInfo.InvariantCulture);
        LongRunReport report = await LongRunReport.TakeAsync(() => Get(runspace, service, folder, images), images);
        Console.WriteLine(JsonSerializer.Serialize(report));
        return 0;
    }

    private static void Get(ModuleRunspace runspace, AIImageService service, string folder, int images)
    {
        int count = 0;
        runspace.Invoke(
            shell => shell.AddCommand("New-AIImage")
                .AddParameter("Service", service)
                .AddParameter("OutFile", Path.Combine(folder, "{index}.png"))
                .AddParameter("ThrottleLimit", AtOnce),
            Enumerable.Range(1, images).Select(number => $"fox {number}"),
            item =>
            {
                File.Delete(((AIImage)item).FullName!);
                count++;
            });
        if (count != images) throw new InvalidOperationException($"{count} images came.");
    }
}
