using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace ImageGen.Tests.Faults;

/// <summary>All cells of batches, by their names.</summary>
internal static class BatchCells
{
    private const string BothInvalid = "InvalidResponse,InvalidResponse";

    public static IReadOnlyDictionary<string, BatchCell> All { get; } =
        Requests().Concat(Saves()).ToDictionary(cell => cell.Name);

    /// <summary>
    /// A download has no limit but the silence that is allowed, and waits as long as it is told of a limit: no test waits
    /// for the end of either.
    /// </summary>
    private static IEnumerable<BatchCell> Requests() =>
        from stage in new[] { BatchStage.Upload, BatchStage.Create, BatchStage.Poll, BatchStage.Download }
        from fault in BatchFaults.All
        from isDone in Deeds(stage, fault)
        from isAlways in new[] { false, true }
        where stage != BatchStage.Download || !HasNoEnd(fault, isAlways)
        select Expect(new BatchCell(stage, fault, isDone, isAlways));

    private static bool HasNoEnd(BatchFault fault, bool isAlways) =>
        fault.Name == "hang" || (isAlways && BatchFaults.IsLimit(fault));

    /// <summary>Who only asks changes nothing: it makes no difference whether it was done.</summary>
    private static IEnumerable<bool> Deeds(BatchStage stage, BatchFault fault) => fault.Deed switch
    {
        BatchDeed.Done => [true],
        BatchDeed.Either when stage is BatchStage.Upload or BatchStage.Create => [true, false],
        _ => [false],
    };

    private static BatchCell Expect(BatchCell cell)
    {
        string? error = cell.Stage switch
        {
            BatchStage.Upload => ErrorOfUpload(cell),
            BatchStage.Create => ErrorOfCreation(cell),
            BatchStage.Poll => ErrorOfPoll(cell),
            _ => ErrorOfDownload(cell),
        };

        // The first line of two has come before the cut.
        bool hasOne = cell is { Stage: BatchStage.Download, IsAlways: true } && BatchFaults.IsCut(cell.Fault);
        return cell with
        {
            Error = error,
            Images = error is null ? 2 : hasOne ? 1 : 0,
            RemovesFiles = error == BothInvalid,
        };
    }

    /// <summary>An upload whose answer has begun is not sent again at once; -Resume finds it by its name.</summary>
    private static string? ErrorOfUpload(BatchCell cell)
    {
        bool isLast = cell.IsAlways
            || BatchFaults.RefusalOf(cell.Fault) is not null
            || BatchFaults.IsGarbage(cell.Fault)
            || BatchFaults.IsCut(cell.Fault)
            || cell.Fault.Name is "corrupt gzip" or "hang";
        return isLast ? BatchFaults.LastErrorOf(cell.Fault) : null;
    }

    /// <summary>One that happened is found in the list; one that did not is fenced and sent anew, three times.</summary>
    private static string? ErrorOfCreation(BatchCell cell)
    {
        if (cell.IsDone) return null;
        if (BatchFaults.RefusalOf(cell.Fault) is string refusal) return refusal;
        if (!cell.IsAlways) return null;

        return cell.Fault.Name == "status 429, JSON" ? "RateLimited" : "ServiceUnavailable";
    }

    /// <summary>What may pass is waited out; a batch that is not there may not be there yet.</summary>
    private static string? ErrorOfPoll(BatchCell cell)
    {
        string? refusal = BatchFaults.RefusalOf(cell.Fault);
        if (cell.Fault.Name == "hang") return "OperationTimedOut";
        if (!cell.IsAlways) return cell.Fault.Name == "status 404, JSON" ? null : refusal;
        if (cell.Fault.Name == "slow") return null;

        bool isBad = BatchFaults.IsGarbage(cell.Fault) && cell.Fault.Name != "nothing in it";
        return refusal ?? (isBad ? "InvalidResponse" : "OperationTimedOut");
    }

    /// <summary>A page in place of the lines is an error of each row; nothing is deleted then.</summary>
    private static string? ErrorOfDownload(BatchCell cell)
    {
        if (BatchFaults.IsGarbage(cell.Fault)) return BothInvalid;
        return cell.IsAlways ? BatchFaults.LastErrorOf(cell.Fault) : BatchFaults.RefusalOf(cell.Fault);
    }

    private static IEnumerable<BatchCell> Saves() =>
    [
        Save("a file of somebody else in the way", "FileExists", folder =>
            File.WriteAllText(Path.Combine(folder, "a.png"), FoundFile.Foreign), folder =>
            File.Delete(Path.Combine(folder, "a.png"))),
        Save("a folder in the way", "ImageWriteFailed", folder =>
            Directory.CreateDirectory(Path.Combine(folder, "a.png")), folder =>
            Directory.Delete(Path.Combine(folder, "a.png"))),
    ];

    private static BatchCell Save(string fault, string error, Action<string> before, Action<string> mend) =>
        new(BatchStage.Save, new BatchFault(fault, BatchDeed.Done, (_, _) => Task.CompletedTask), IsDone: true, IsAlways: false)
        {
            Error = error, Images = 1, Before = before, Mend = mend, RemovesFiles = true,
        };
}
