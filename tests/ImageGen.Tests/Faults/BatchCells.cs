using System.Collections.Generic;
using System.Linq;

namespace ImageGen.Tests.Faults;

/// <summary>All cells of batches, by their names.</summary>
internal static class BatchCells
{
    private static readonly BatchStage[] s_requests =
        [BatchStage.Upload, BatchStage.Create, BatchStage.Poll, BatchStage.Download];

    public static IReadOnlyDictionary<string, BatchCell> All { get; } =
        Requests().Concat(Saves()).ToDictionary(cell => cell.Name);

    private static IEnumerable<BatchCell> Requests() =>
        from stage in s_requests
        from fault in BatchFaults.All
        where !(stage == BatchStage.Download && fault.Name == "hang")
        from isDone in Deeds(stage, fault)
        from isAlways in new[] { false, true }
        select new BatchCell(stage, fault, isDone, isAlways);

    /// <summary>Who only asks changes nothing: it makes no difference whether it was done.</summary>
    private static IEnumerable<bool> Deeds(BatchStage stage, BatchFault fault) => fault.Deed switch
    {
        BatchDeed.Done => [true],
        BatchDeed.Either when stage is BatchStage.Upload or BatchStage.Create => [true, false],
        _ => [false],
    };

    private static IEnumerable<BatchCell> Saves()
    {
        return [];
    }
}
