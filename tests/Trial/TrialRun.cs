using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Trial.Machine;

namespace ImageGen.Trial;

/// <summary>Runs the cells one after the other and prints what came of each.</summary>
internal sealed class TrialRun(World world, IReadOnlyList<Cell> cells)
{
    /// <summary>True when all is as it must be.</summary>
    public async Task<bool> RunAsync()
    {
        Console.WriteLine(Outcome.Head);
        List<Outcome> outcomes = [];
        foreach (Cell cell in cells)
        {
            Outcome outcome = await RunAsync(cell);
            if (world.IsEnding) return false;

            outcomes.Add(outcome);
            Console.WriteLine(outcome.Row);
            foreach (string message in outcome.Report.Errors.Select(error => error.Message).Distinct().Take(2))
            {
                Console.WriteLine($"      {message}");
            }
        }

        int wrong = outcomes.Count(outcome => outcome.Differences.Count > 0);
        Console.WriteLine(
            $"{outcomes.Count} cells, {wrong} not as they must be, "
            + $"{outcomes.Sum(outcome => outcome.Requests)} requests, "
            + $"{outcomes.Sum(outcome => outcome.Report.Images)} images, "
            + $"{outcomes.Sum(outcome => outcome.Leftovers.Count)} left over, "
            + $"{outcomes.Sum(outcome => outcome.Report.Leaks)} leaks");
        return wrong == 0;
    }

    private async Task<Outcome> RunAsync(Cell cell)
    {
        string folder = Directory.CreateDirectory(Path.Combine(world.Folder, Guid.NewGuid().ToString("N"))).FullName;
        world.Reset();
        cell.Prepare(world);
        Task during = cell.During(world);
        ChildReport report = await new Child(world, cell, folder).RunAsync();
        await during;
        return new Outcome(cell, report, world.Service.Requests, world.Proxy.BadLogins, Leftovers(folder));
    }

    /// <summary>All files but the images, hidden ones too.</summary>
    private static IReadOnlyList<string> Leftovers(string folder) =>
    [
        .. Directory.GetFiles(folder, "*", new EnumerationOptions { AttributesToSkip = FileAttributes.None })
            .Where(file => !file.EndsWith(".png", StringComparison.Ordinal))
            .Select(file => Path.GetFileName(file)),
    ];
}
