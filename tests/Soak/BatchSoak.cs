using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace ImageGen.Soak;

/// <summary>
/// Lets a worker start, wait for and receive batches of rows, of which one in ten is bad, and kills it: at random moments,
/// and twice while the service holds a creation. Then the batches, the files and the errors are counted.
/// </summary>
internal sealed class BatchSoak(int rows, int seed)
{
    private const int Shards = 10;
    private const int Kills = 10;
    private const int MostStarts = 40;
    private const string Images = "images";

    private readonly Random _random = new(seed);
    private int _killed;
    private int _starts;

    private int Good => Enumerable.Range(1, rows).Count(row => !Worker.IsBad(row));

    /// <summary>True when there is one batch for each shard, and one image or one error for each row.</summary>
    public async Task<bool> RunAsync()
    {
        string folder = Directory.CreateTempSubdirectory("imagegen-batches-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, Images));
        try
        {
            await using BatchBank bank = await BatchBank.StartAsync(seed);
            Console.WriteLine($"batches: {rows} rows in {Shards} shards, seed {seed}, {DateTime.Now:HH:mm:ss}");
            Stopwatch watch = Stopwatch.StartNew();
            bool isDone = false;
            while (!isDone && _starts < MostStarts) isDone = await WorkAsync(bank, folder);
            return Report(bank, folder, isDone, watch.Elapsed);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Starts the worker once; true where it ended in peace.</summary>
    private async Task<bool> WorkAsync(BatchBank bank, string folder)
    {
        _starts++;
        Task held = bank.NextHeld;
        (int requests, int images) = NextKill(bank, folder);
        using Process worker = Process.Start(new ProcessStartInfo(
            Environment.ProcessPath!,
            ["batches", bank.BaseUri.AbsoluteUri, folder, $"{rows}", $"{(rows + Shards - 1) / Shards}"]))!;
        while (!worker.HasExited && !held.IsCompleted && bank.Requests < requests && Saved(folder) < images)
        {
            await Task.Delay(5);
        }

        bool isKilled = !worker.HasExited;
        if (isKilled)
        {
            if (!held.IsCompleted) await Task.Delay(_random.Next(0, 60));
            worker.Kill();
            _killed++;
        }

        await worker.WaitForExitAsync();
        Console.WriteLine(
            $"start {_starts}: {(isKilled ? held.IsCompleted ? "killed in a creation" : "killed" : $"exit code {worker.ExitCode}")}, "
            + $"{bank.Batches.Count} batches, {Saved(folder)} images, {bank.Requests} requests");
        return !isKilled && worker.ExitCode == 0;
    }

    /// <summary>
    /// At how many requests or images the worker is killed: first in its starts and waits, then while it saves.
    /// </summary>
    private (int Requests, int Images) NextKill(BatchBank bank, string folder)
    {
        int left = Kills - _killed;
        if (left <= 0) return (int.MaxValue, int.MaxValue);
        if (_killed < Kills / 2) return (bank.Requests + _random.Next(1, 12), int.MaxValue);

        int missing = Good - Saved(folder);
        return (int.MaxValue, Saved(folder) + Math.Max(1, _random.Next(0, missing * 2 / (left + 1))));
    }

    private bool Report(BatchBank bank, string folder, bool isDone, TimeSpan elapsed)
    {
        int whole = Enumerable.Range(1, rows).Count(row => !Worker.IsBad(row) && IsWhole(folder, row));
        string[] wrong = [.. bank.Batches.GroupBy(batch => batch.Shard).Where(same => same.Count() > 1).Select(same => same.Key)];
        int ranTwice = bank.Batches.SelectMany(batch => batch.Prompts).GroupBy(prompt => prompt).Count(same => same.Count() > 1);
        string told = Path.Combine(folder, Worker.ErrorsName);
        string[] errors = File.Exists(told) ? File.ReadAllLines(told) : [];
        string[] bad = [.. Enumerable.Range(1, rows).Where(Worker.IsBad).Select(Worker.PromptOf)];
        bool isEachToldOnce = errors.Order(StringComparer.Ordinal).SequenceEqual(bad.Order(StringComparer.Ordinal));
        string[] others = [.. Others(folder)];
        Console.WriteLine(
            $"""
            batches at the service            {bank.Batches.Count} of {Shards}
            shards with more than one batch   {wrong.Length} {string.Join(" ", wrong.Take(5))}
            rows that ran twice               {ranTwice}
            images on disk, byte for byte     {whole} of {Good}
            bad rows told, each once          {errors.Length} of {bad.Length}, {isEachToldOnce}
            files of another kind left        {others.Length} {string.Join(" ", others.Take(5))}
            creations held, late, fenced      {bank.Held}, {bank.Late}, {bank.Fenced}
            starts, kills                     {_starts}, {_killed}
            requests at the service           {bank.Requests}
            time                              {elapsed:m\:ss}
            """);
        return isDone && bank.Batches.Count == Shards && wrong.Length == 0 && ranTwice == 0 && whole == Good
            && isEachToldOnce && others.Length == 0 && bank.Held == 2 && _killed >= Kills;
    }

    private static IEnumerable<string> Others(string folder) =>
        Directory.GetFiles(folder, "*", new EnumerationOptions { AttributesToSkip = 0, RecurseSubdirectories = true })
            .Select(file => Path.GetRelativePath(folder, file))
            .Where(file => !(file.StartsWith(Images, StringComparison.Ordinal) && file.EndsWith(".png", StringComparison.Ordinal)))
            .Except([Worker.RecordName, Worker.ErrorsName]);

    private static int Saved(string folder) => Directory.GetFiles(Path.Combine(folder, Images), "*.png").Length;

    private static bool IsWhole(string folder, int row)
    {
        string path = Path.Combine(folder, Images, $"{row}.png");
        return File.Exists(path)
            && File.ReadAllBytes(path).AsSpan().SequenceEqual(FaultyService.ImageOf(Worker.PromptOf(row)));
    }
}
