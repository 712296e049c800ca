using System.Collections.Generic;
using System.Linq;

namespace ImageGen.Tests.Faults;

/// <summary>What came of one cell.</summary>
internal sealed record FaultOutcome
{
    public required FaultCell Cell { get; init; }

    /// <summary>What the table tells of a cell, in one line.</summary>
    public string Summary { get; init; } = string.Empty;

    /// <summary>Images that may have been billed beyond the first of each input.</summary>
    public int PaidTwice { get; init; }

    /// <summary>
    /// Requests that the service may have billed, and of which no input has the image that it asked for.
    /// </summary>
    public int PaidForNothing { get; init; }

    /// <summary>Images that show what another input asked for.</summary>
    public int WrongImages { get; init; }

    /// <summary>Images that arrived whole and reached neither the pipeline nor an error.</summary>
    public int Lost { get; init; }

    /// <summary>True when the cmdlet did not return.</summary>
    public bool IsHung { get; init; }

    /// <summary>Where the key or a password was found.</summary>
    public IReadOnlyList<string> Leaks { get; init; } = [];

    /// <summary>Where control characters were found.</summary>
    public IReadOnlyList<string> Controls { get; init; } = [];

    /// <summary>Files that should not be there.</summary>
    public IReadOnlyList<string> Leftovers { get; init; } = [];

    /// <summary>What else is wrong: pictures that are not the one that was sent, a script that failed.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    public static string Summarize(
        string? error,
        int posts,
        int? connections,
        IEnumerable<string> files,
        int images,
        int partials,
        int carried) =>
        $"error {error ?? "none"}, posts {posts}{(connections is null ? "" : $", connections {connections}")}, "
        + $"files [{string.Join(" ", files.Order())}], images {images}, partials {partials}, carried {carried}";
}
