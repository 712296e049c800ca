using System;

namespace ImageGen.Tests.Faults;

/// <summary>One fault in one stage of a batch of two rows, and what must come of it.</summary>
internal sealed record BatchCell(BatchStage Stage, BatchFault Fault, bool IsDone, bool IsAlways)
{
    /// <summary>Id of the error of the first run, or null for none; several are joined by a comma.</summary>
    public string? Error { get; init; }

    /// <summary>Images that the first run emits.</summary>
    public int Images { get; init; } = 2;

    /// <summary>True where the first run deletes the files at the service when it has all that they hold.</summary>
    public bool RemovesFiles { get; init; }

    /// <summary>What is done to the folder between start and receipt.</summary>
    public Action<string>? Before { get; init; }

    /// <summary>What the user does before the second run.</summary>
    public Action<string>? Mend { get; init; }

    public string Name => $"{Stage} / {Fault}{(Stage is BatchStage.Upload or BatchStage.Create ? IsDone ? ", done" : ", undone" : "")}"
        + $" / {(IsAlways ? "always" : "once")}";

    /// <summary>What is expected, in the words of <see cref="FaultOutcome.Summary"/>.</summary>
    public string Expected => BatchOutcome.Summarize(Error, Images);

    public override string ToString() => Name;
}
