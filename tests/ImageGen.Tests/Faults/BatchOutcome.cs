using System.Collections.Generic;

namespace ImageGen.Tests.Faults;

/// <summary>What came of a cell of a batch: of the run that met the fault, and of one with -Resume behind it.</summary>
internal sealed record BatchOutcome(BatchCell Cell)
{
    /// <summary>Of the first run.</summary>
    public string Summary { get; init; } = string.Empty;

    /// <summary>Batches beyond the first.</summary>
    public int PaidTwice { get; init; }

    /// <summary>Images that are not on the disk, byte for byte, behind the second run.</summary>
    public int Lost { get; init; }

    public bool IsHung { get; init; }

    public IReadOnlyList<string> Leaks { get; init; } = [];

    public IReadOnlyList<string> Controls { get; init; } = [];

    /// <summary>Files that should not be there, behind either run.</summary>
    public IReadOnlyList<string> Leftovers { get; init; } = [];

    /// <summary>What else is wrong: errors of the second run, failures of the script.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    public static string Summarize(string? error, int posts, int? connections, int images, int carried) =>
        $"error {error ?? "none"}, posts {posts}{(connections is null ? "" : $", connections {connections}")}, "
        + $"images {images}, carried {carried}";
}
