using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Runs.Batches;
using ImageGen.Tests.Support;

namespace ImageGen.Tests.Faults;

/// <summary>All cells of batches, by their names.</summary>
internal static class BatchCells
{
    private const string BothInvalid = "InvalidResponse,InvalidResponse";

    public static IReadOnlyDictionary<string, BatchCell> All { get; } =
        Requests().Concat(Saves()).ToDictionary(cell => cell.Name);

    private static IEnumerable<BatchCell> Requests() =>
        from stage in new[] { BatchStage.Upload, BatchStage.Create, BatchStage.Poll, BatchStage.Download }
        from fault in BatchFaults.All
        from isDone in Deeds(stage, fault)
        from isAlways in new[] { false, true }
        select Expect(new BatchCell(stage, fault, isDone, isAlways));

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
        cell = cell with { Error = error };
        return cell with
        {
            Images = error is null ? 2 : hasOne ? 1 : 0,
            RemovesFiles = error == BothInvalid,
            Posts = BatchCounts.PostsOf(cell),
            Connections = BatchCounts.ConnectionsOf(cell),
        };
    }

    /// <summary>An upload whose answer has begun is not sent again at once; -Resume finds it by its name.</summary>
    private static string? ErrorOfUpload(BatchCell cell)
    {
        bool isLast = cell.IsAlways || BatchCounts.IsLastUpload(cell.Fault);
        return isLast ? BatchFaults.LastErrorOf(cell.Fault) : null;
    }

    /// <summary>
    /// One that happened is found in the list; one that did not is fenced and sent anew, three times.
    /// </summary>
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
        if (BatchFaults.IsSilence(cell.Fault)) return "OperationTimedOut";
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
        Save("a file of somebody else in the way", "FileExists") with
        {
            Before = folder => Do(() => File.WriteAllText(Path.Combine(folder, "a.png"), FoundFile.Foreign)),
            Mend = folder => File.Delete(Path.Combine(folder, "a.png")),
            Images = 1,
            Carried = 1,
        },
        Save("a folder in the way", "ImageWriteFailed") with
        {
            Before = folder => Do(() => Directory.CreateDirectory(Path.Combine(folder, "a.png"))),
            Mend = folder => Directory.Delete(Path.Combine(folder, "a.png")),
            Obstacles = ["a.png/"],
            Images = 1,
            Carried = 1,
        },
        Save("a full disk", "ImageWriteFailed,ImageWriteFailed") with
        {
            Disk = path => new FullDisk(path, room: 1000),
            Carried = 2,
        },
        Save("a disk that refuses the last flush", "ImageWriteFailed,ImageWriteFailed") with
        {
            Disk = path => new FullDisk(path, room: long.MaxValue, refusesFlush: true),
            Carried = 2,
        },
        Save("a disk with room for one", "ImageWriteFailed") with
        {
            Disk = path => new FullDisk(path, Path.GetFileName(path)[1] == 'a' ? long.MaxValue : 1000),
            Images = 1,
            Carried = 1,
        },
        Save("a record that another process holds", "ImageWriteFailed") with
        {
            Before = folder => RecordLock.Take(Path.Combine(folder, BatchRun.Record)),
            Connections = 3,
        },
        Save("a record that cannot be read", "ImageReadFailed") with
        {
            Before = folder => Do(() =>
            {
                string record = Path.Combine(folder, BatchRun.Record);
                File.Move(record, folder + ".away");
                Directory.CreateDirectory(record);
            }),
            Mend = folder =>
            {
                string record = Path.Combine(folder, BatchRun.Record);
                Directory.Delete(record);
                File.Move(folder + ".away", record);
            },
            Obstacles = [BatchRun.Record + "/"],
            Connections = 3,
        },
    ];

    private static IDisposable? Do(Action act)
    {
        act();
        return null;
    }

    private static BatchCell Save(string fault, string error) =>
        new(
            BatchStage.Save,
            new BatchFault(fault, BatchDeed.Done, (_, _) => Task.CompletedTask),
            IsDone: true,
            IsAlways: false)
        {
            Error = error, Images = 0, RemovesFiles = true, Connections = 4,
        };
}
