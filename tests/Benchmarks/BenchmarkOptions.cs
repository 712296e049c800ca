using System;
using System.Collections.Generic;
using System.Linq;

namespace ImageGen.Benchmarks;

/// <summary>The command line of a run.</summary>
internal sealed record BenchmarkOptions
{
    public const string Usage =
        """
        dotnet run -c Release --project tests/Benchmarks [-- [--quick] [--json | --markdown] [row ...]]

        --quick      fewer rounds: to look, not to cite
        --json       the figures for machines
        --markdown   the table as it stands in the README
        row          only the rows whose name begins like this
        """;

    public bool IsQuick { get; private init; }

    public bool IsJson { get; private init; }

    public bool IsMarkdown { get; private init; }

    private IReadOnlyList<string> Rows { get; init; } = [];

    /// <summary>Null when the arguments cannot be understood.</summary>
    public static BenchmarkOptions? Parse(IReadOnlyList<string> arguments, IEnumerable<string> rows)
    {
        string[] names = [.. arguments.Where(argument => !argument.StartsWith('-'))];
        string[] unknown = [.. arguments.Except(["--quick", "--json", "--markdown", .. names])];
        bool isKnown = unknown.Length == 0
            && names.All(name => rows.Any(row => row.StartsWith(name, StringComparison.OrdinalIgnoreCase)));
        return !isKnown ? null : new BenchmarkOptions
        {
            IsQuick = arguments.Contains("--quick"),
            IsJson = arguments.Contains("--json"),
            IsMarkdown = arguments.Contains("--markdown"),
            Rows = names,
        };
    }

    public bool Includes(string row) =>
        Rows.Count == 0 || Rows.Any(name => row.StartsWith(name, StringComparison.OrdinalIgnoreCase));
}
