using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace ImageGen.Soak;

/// <summary>
/// Lets the worker make its images against the faulty service, kills it at random moments, starts it again, and counts
/// what is on disk and on the bill.
/// </summary>
internal sealed class SoakRun(SoakOptions options)
{
    private const int MostStarts = 20;

    private readonly Random _random = new(options.Seed);
    private int _neverSent;
    private int _foundById;

    /// <summary>True when every image is on disk, whole and once on the bill.</summary>
    public async Task<bool> RunAsync()
    {
        string folder = Directory.CreateTempSubdirectory("imagegen-soak-").FullName;
        try
        {
            return await RunAsync(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<bool> RunAsync(string folder)
    {
        await using FaultyService service = await FaultyService.StartAsync(options.FaultRate, options.Seed);
        Console.WriteLine($"{options}, {DateTime.Now:HH:mm:ss}");
        Stopwatch watch = Stopwatch.StartNew();
        int killed = 0;
        int starts = 0;
        bool isDone = false;
        while (!isDone && starts < MostStarts)
        {
            starts++;
            using Process worker = Start("work", service.BaseUri.AbsoluteUri, folder, $"{options.Images}");
            if (killed < options.Kills && await KillAsync(worker, folder, killed + 1))
            {
                killed++;
                Console.WriteLine($"killed at {Images(folder)} images, {Pending(folder)} pending");
                continue;
            }

            await worker.WaitForExitAsync();
            isDone = worker.ExitCode == 0;
            Console.WriteLine($"start {starts} ended with {Images(folder)} images, exit code {worker.ExitCode}");
            if (!isDone) await DecideAsync(service, folder);
        }

        return Report(service, folder, killed, starts, watch.Elapsed);
    }

    /// <summary>
    /// What the owner does about rows of which nobody knows whether they were made, because the process died while it
    /// sent: looks at the usage page, gets what was made by its id, and lets the rest be sent again.
    /// </summary>
    private async Task DecideAsync(FaultyService service, string folder)
    {
        foreach (string record in Directory.GetFiles(folder, "*.pending"))
        {
            // A record with an id needs no owner: the next run waits for it.
            if (File.ReadAllText(record).Contains("response_id")) continue;

            string name = Path.GetFileNameWithoutExtension(record);
            string? made = service.Find($"picture {Path.GetFileNameWithoutExtension(name)}");
            if (made is null)
            {
                _neverSent++;
            }
            else
            {
                _foundById++;
                using Process fetch = Start("fetch", service.BaseUri.AbsoluteUri, folder, made, $"./{name}");
                await fetch.WaitForExitAsync();
            }

            File.Delete(record);
        }
    }

    /// <summary>Kills the worker at a random moment of its part of the work; false when it was done before.</summary>
    private async Task<bool> KillAsync(Process worker, string folder, int part)
    {
        int from = options.Images * (part - 1) / (options.Kills + 1);
        int to = options.Images * part / (options.Kills + 1);
        int at = _random.Next(from + 1, to + 1);
        while (!worker.HasExited && Images(folder) < at) await Task.Delay(20);

        await Task.Delay(_random.Next(0, 100));
        if (worker.HasExited) return false;

        worker.Kill();
        await worker.WaitForExitAsync();
        return true;
    }

    private bool Report(FaultyService service, string folder, int killed, int starts, TimeSpan elapsed)
    {
        int whole = Enumerable.Range(1, options.Images).Count(number => IsWhole(folder, number));
        string[] others = Directory.GetFiles(
            folder, "*", new EnumerationOptions { AttributesToSkip = FileAttributes.None })
            .Where(file => !file.EndsWith(".png", StringComparison.Ordinal)).ToArray();
        string names = string.Join(" ", others.Select(Path.GetFileName).Take(5));
        double faulty = 100.0 * service.Faults / service.Requests;
        Console.WriteLine(
            $"""
            images on disk, whole and right   {whole} of {options.Images}
            files of another kind left        {others.Length} {names}
            responses made at the service     {service.Created}
            completed at the service          {service.Completed}
            prompts made twice                {service.PaidTwice}
            requests, faults                  {service.Requests}, {service.Faults} ({faulty:0.0} %)
            killed while sending: never sent  {_neverSent}
            killed while sending: found by id {_foundById}
            starts, kills                     {starts}, {killed}
            time                              {elapsed:m\:ss}
            """);
        return whole == options.Images && service.Created == options.Images && service.Completed == options.Images
            && service.PaidTwice == 0 && others.Length == 0;
    }

    private static bool IsWhole(string folder, int number)
    {
        string path = Path.Combine(folder, $"{number}.png");
        return File.Exists(path)
            && File.ReadAllBytes(path).AsSpan().SequenceEqual(FaultyService.ImageOf($"picture {number}"));
    }

    private static int Images(string folder) => Directory.GetFiles(folder, "*.png").Length;

    private static int Pending(string folder) => Directory.GetFiles(folder, "*.pending").Length;

    private static Process Start(params string[] arguments) =>
        Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments))!;
}
