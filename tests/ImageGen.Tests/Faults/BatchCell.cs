using System;
using System.Collections.Generic;
using System.IO;

namespace ImageGen.Tests.Faults;

/// <summary>One fault in one stage of a batch of two rows, and what must come of it.</summary>
internal sealed record BatchCell(BatchStage Stage, BatchFault Fault, bool IsDone, bool IsAlways)
{
    /// <summary>Id of the error of the first run, or null for none; several are joined by a comma.</summary>
    public string? Error { get; init; }

    /// <summary>Images that the first run emits.</summary>
    public int Images { get; init; } = 2;

    /// <summary>POSTs that the service received whole in the first run.</summary>
    public int Posts { get; init; } = 2;

    /// <summary>Connections that the first run made; null where they depend on pauses of random length.</summary>
    public int? Connections { get; init; }

    /// <summary>Images in the errors of the first run.</summary>
    public int Carried { get; init; }

    /// <summary>The disk of the images while the first run receives them; null for the real one.</summary>
    public Func<string, FileStream>? Disk { get; init; }

    /// <summary>True where the first run deletes the files at the service when it has all that they hold.</summary>
    public bool RemovesFiles { get; init; }

    /// <summary>
    /// What is done to the folder between start and receipt; what it holds is let go of after the first run.
    /// </summary>
    public Func<string, IDisposable?>? Before { get; init; }

    /// <summary>What it puts there, by the names of <see cref="FoundFile"/>.</summary>
    public IReadOnlyList<string> Obstacles { get; init; } = [];

    /// <summary>What the user does before the second run.</summary>
    public Action<string>? Mend { get; init; }

    public string Name =>
        $"{Stage} / {Fault}{(Stage is BatchStage.Upload or BatchStage.Create ? IsDone ? ", done" : ", undone" : "")}"
        + $" / {(IsAlways ? "always" : "once")}";

    /// <summary>What is expected, in the words of <see cref="BatchOutcome.Summary"/>.</summary>
    public string Expected => BatchOutcome.Summarize(Error, Posts, Connections, Images, Carried);

    public override string ToString() => Name;
}
