using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace ImageGen.Soak;

/// <summary>
/// One command over many rows in batches, whose process is killed ten times at random steps, twice of them while a
/// batch is created. Then what the service made is compared with the disk and with what the last run said.
/// </summary>
internal sealed class BatchSoak(int rows, int seed)
{
    private const int Kills = 10;
    private const int ShardRows = 500;

    private static readonly TimeSpan s_longestRun = TimeSpan.FromMinutes(5);

    private readonly Random _random = new(seed);
    private readonly List<string> _killedAt = [];

    public async Task<bool> RunAsync()
    {
        string folder = Directory.CreateTempSubdirectory("imagegen-batch-").FullName;
        try
        {
            await using BatchingService service = await BatchingService.StartAsync();
            Stopwatch watch = Stopwatch.StartNew();
            await KillWhilePreparingAsync(service, folder);
            await KillWhileCreatingAsync(service, folder, isCreated: true);
            await KillWhileCreatingAsync(service, folder, isCreated: false);
            while (_killedAt.Count < Kills) await KillAtRandomAsync(service, folder);
            string[] said = await RunToEndAsync(service, folder);
            return Report(service, folder, said, watch.Elapsed);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task KillWhilePreparingAsync(BatchingService service, string folder)
    {
        using Process worker = Start(service, folder);
        while (!File.Exists(Path.Combine(folder, "soak.batch")) && !worker.HasExited) await Task.Delay(2);
        await Task.Delay(_random.Next(1, 30));
        await KillAsync(worker, "rows written to the record");
    }

    private async Task KillWhileCreatingAsync(BatchingService service, string folder, bool isCreated)
    {
        HeldCreation held = service.HoldNextCreation(isCreated);
        using Process worker = Start(service, folder);
        await held.Begun.WaitAsync(s_longestRun);
        await KillAsync(worker, isCreated ? "batch created, not answered" : "batch neither created nor answered");
        if (isCreated) held.Release();
        else _ = ReleaseLateAsync(service, held);
    }

    /// <summary>
    /// The creation reaches the service only when another process has taken over and deleted its file.
    /// </summary>
    private static async Task ReleaseLateAsync(BatchingService service, HeldCreation held)
    {
        while (service.HasFile(held.File)) await Task.Delay(5);
        held.Release();
    }

    private async Task KillAtRandomAsync(BatchingService service, string folder)
    {
        using Process worker = Start(service, folder);
        int end = service.Progress + (_random.Next(2) == 0 ? _random.Next(1, 30) : _random.Next(1, rows));
        while (!worker.HasExited && service.Progress < end) await Task.Delay(1);
        if (worker.HasExited) throw new InvalidOperationException("The worker ended before it was killed.");
        await KillAsync(worker, $"{service.BatchesByShard.Count} batches, {Saved(folder)} images");
    }

    private async Task KillAsync(Process worker, string step)
    {
        worker.Kill();
        await worker.WaitForExitAsync();
        _killedAt.Add(step);
    }

    private async Task<string[]> RunToEndAsync(BatchingService service, string folder)
    {
        using Process worker = Start(service, folder, isLast: true);
        using StreamReader output = worker.StandardOutput;
        string said = await output.ReadToEndAsync().WaitAsync(s_longestRun);
        await worker.WaitForExitAsync();
        return said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private Process Start(BatchingService service, string folder, bool isLast = false) =>
        Process.Start(new ProcessStartInfo(
            Environment.ProcessPath!,
            ["batch-work", service.BaseUri.AbsoluteUri, folder, $"{rows}", $"{ShardRows}", $"{isLast}"])
        {
            RedirectStandardOutput = true,
        })!;

    private bool Report(BatchingService service, string folder, string[] said, TimeSpan elapsed)
    {
        int[] good = [.. Enumerable.Range(1, rows).Where(row => !BatchingService.IsBad(row))];
        int[] bad = [.. Enumerable.Range(1, rows).Where(BatchingService.IsBad)];
        int missing = good.Count(row => !File.Exists(PathOf(folder, row)));
        int wrong = good.Count(row => File.Exists(PathOf(folder, row))
            && !File.ReadAllBytes(PathOf(folder, row)).AsSpan().SequenceEqual(FaultyService.ImageOf($"picture {row}")));
        string[] failed = [.. said.Where(line => line.StartsWith("failed ", StringComparison.Ordinal))];
        bool isEachBadOnce = failed.Order().SequenceEqual(bad.Select(row => $"failed picture {row}").Order());
        int emitted = said.Where(line => line.StartsWith("image ", StringComparison.Ordinal)).Distinct().Count();
        string[] other = [.. said.Except(failed).Where(line => !line.StartsWith("image ", StringComparison.Ordinal))];
        int shards = (rows + ShardRows - 1) / ShardRows;
        bool isEachShardOnce = service.BatchesByShard.Count == shards
            && service.BatchesByShard.Values.All(count => count == 1)
            && service.LateCreations == 1;
        string[] left = [.. Directory.GetFileSystemEntries(folder).Select(Path.GetFileName)
            .Where(name => name != "soak.batch" && !name!.EndsWith(".png", StringComparison.Ordinal))!];
        Console.WriteLine(
            $"""
            rows, shards                          {rows}, {shards}
            batches at the service                {service.BatchesByShard.Values.Sum()}
            shards with exactly one               {service.BatchesByShard.Values.Count(count => count == 1)}
            late creations that found no file     {service.LateCreations}
            images missing, wrong                 {missing}, {wrong}
            images emitted by the last run        {emitted} of {good.Length}
            bad rows, told by the last run        {bad.Length}, {failed.Length}, each once: {isEachBadOnce}
            other words of the last run           {other.Length} {string.Join(" | ", other.Take(3))}
            left on disk                          {left.Length} {string.Join(" ", left.Take(5))}
            left at the service                   {service.Files} files
            killed                                {_killedAt.Count}: {string.Join("; ", _killedAt)}
            time                                  {elapsed:m\:ss}
            """);
        return isEachShardOnce && missing + wrong + other.Length + left.Length == 0
            && isEachBadOnce && emitted == good.Length;
    }

    private static int Saved(string folder) => Directory.EnumerateFiles(folder, "*.png").Count();

    private static string PathOf(string folder, int row) => Path.Combine(folder, $"{row}.png");
}
