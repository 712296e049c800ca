namespace ImageGen.Tests.Faults;

/// <summary>
/// What the first run of a batch sends until it is over. Without a fault that is an upload, a creation, a look and a
/// download, each over a connection of its own.
/// </summary>
internal static class BatchCounts
{
    private const int All = 4;

    /// <summary>POSTs that arrive whole.</summary>
    public static int PostsOf(BatchCell cell) => cell.Stage switch
    {
        BatchStage.Upload => PostsOfUpload(cell),
        BatchStage.Create when !cell.IsDone => PostsOfCreation(cell),
        _ => 2,
    };

    /// <summary>
    /// Connections; null where the client of the framework makes a broken one anew, and where a limit is waited out
    /// until nobody passes any more.
    /// </summary>
    public static int? ConnectionsOf(BatchCell cell)
    {
        if (cell.Fault.Name == "slow") return All;

        return cell.Stage switch
        {
            BatchStage.Upload => cell.Error is null ? All + 1 : IsLastUpload(cell.Fault) ? 1 : 2,
            BatchStage.Create => ConnectionsOfCreation(cell),
            BatchStage.Poll => ConnectionsOfPoll(cell),
            _ => ConnectionsOfDownload(cell),
        };
    }

    /// <summary>True for an upload that is not sent again at once: it was refused, or its answer has begun.</summary>
    public static bool IsLastUpload(BatchFault fault) =>
        BatchFaults.RefusalOf(fault) is not null || BatchFaults.IsGarbage(fault) || IsInAnswer(fault)
        || fault.Name == "hang";

    /// <summary>True for what breaks behind the headers of an answer that says that all is well.</summary>
    private static bool IsInAnswer(BatchFault fault) => BatchFaults.IsCut(fault) || fault.Name == "corrupt gzip";

    /// <summary>What may be sent again is sent twice; the creation is the third.</summary>
    private static int PostsOfUpload(BatchCell cell)
    {
        if (IsLastUpload(cell.Fault)) return 1;

        int lost = cell.Fault.IsInRequest ? cell.IsAlways ? 2 : 1 : 0;
        return (cell.IsAlways || cell.Fault.Name == "slow" ? 2 : 3) - lost;
    }

    /// <summary>Each creation that is fenced has an upload of its own; a limit is waited out in four pauses.</summary>
    private static int PostsOfCreation(BatchCell cell)
    {
        if (BatchFaults.RefusalOf(cell.Fault) is not null) return 2;
        if (BatchFaults.IsLimit(cell.Fault)) return cell.IsAlways ? 5 : 3;

        int whole = cell.Fault.IsInRequest ? 1 : 2;
        return cell.IsAlways ? 4 * whole : 2 + whole;
    }

    /// <summary>
    /// One that is done is found in the list; each that is fenced has an upload, two looks and a deletion.
    /// </summary>
    private static int ConnectionsOfCreation(BatchCell cell)
    {
        if (BatchFaults.RefusalOf(cell.Fault) is not null) return 2;
        if (cell.IsDone || BatchFaults.IsLimit(cell.Fault)) return All + 1;

        return cell.IsAlways ? 4 * 5 : 5 + All;
    }

    /// <summary>
    /// There are two looks in the time of the cell, each with a retry where the answer has not begun.
    /// </summary>
    private static int? ConnectionsOfPoll(BatchCell cell)
    {
        bool isMissing = cell.Fault.Name == "status 404, JSON";
        if (BatchFaults.IsSilence(cell.Fault)) return 3;
        if (BatchFaults.RefusalOf(cell.Fault) is not null && !isMissing) return 3;
        if (!cell.IsAlways) return All + 1;

        return cell.Fault.Name switch
        {
            "closed before a word" => null,
            "status 404, JSON" => 2 + 30,
            "nothing in it" => 2 + 2,
            _ when BatchFaults.IsGarbage(cell.Fault) => 2 + 5,
            _ when IsInAnswer(cell.Fault) => 2 + 2,
            _ => 2 + 4,
        };
    }

    /// <summary>There are two downloads, each with a retry where the answer has not begun.</summary>
    private static int? ConnectionsOfDownload(BatchCell cell)
    {
        if (BatchFaults.IsGarbage(cell.Fault) || BatchFaults.RefusalOf(cell.Fault) is not null) return All;
        if (!cell.IsAlways) return All + 1;
        if (BatchFaults.IsLimit(cell.Fault) || cell.Fault.Name == "closed before a word") return null;

        return IsInAnswer(cell.Fault) || BatchFaults.IsSilence(cell.Fault) ? All + 1 : All + 3;
    }
}
