using System;
using System.Globalization;

namespace ImageGen.Soak;

/// <summary>How much is asked of the module.</summary>
internal sealed record SoakOptions(int Images, double FaultRate, int Kills, int Seed)
{
    /// <summary>Reads <c>[images] [fault rate] [kills] [seed]</c>.</summary>
    public static SoakOptions Parse(string[] args) => new(
        At(args, 0, 2000, int.Parse),
        At(args, 1, 0.2, text => double.Parse(text, CultureInfo.InvariantCulture)),
        At(args, 2, 3, int.Parse),
        At(args, 3, Environment.TickCount, int.Parse));

    private static T At<T>(string[] args, int index, T usual, Func<string, T> parse) =>
        index < args.Length ? parse(args[index]) : usual;
}
