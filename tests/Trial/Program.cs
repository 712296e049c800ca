using System;
using System.Collections.Generic;
using System.Linq;
using ImageGen.Trial;
using ImageGen.Trial.Machine;

// Arguments choose cells by a part of their number and name; --list only shows them.
bool isList = args.Contains("--list");
string[] parts = [.. args.Where(argument => !argument.StartsWith("--", StringComparison.Ordinal))];
IReadOnlyList<Cell> cells =
[
    .. CellTable.All.Where(cell => parts.Length == 0
        || parts.Any(part => $"{cell.Number} {cell.Name}".Contains(part, StringComparison.OrdinalIgnoreCase))),
];
if (isList)
{
    foreach (Cell cell in cells) Console.WriteLine($"{cell.Number,4}  {cell.Name}");
    return 0;
}

if (Tools.Missing() is string missing)
{
    Console.Error.WriteLine(missing);
    return 2;
}

await using World world = new();
using IDisposable stop = world.StopOnSignal();
await world.StartAsync(withLink: cells.Any(cell => cell.OverLink));
return await new TrialRun(world, cells).RunAsync() ? 0 : 1;
