using ImageGen.Text;

namespace ImageGen.Runs.Batches;

/// <summary>What can be wrong with a record that is continued, and with its rows.</summary>
internal static class BatchFailure
{
    /// <summary>Its rows are not all written.</summary>
    public static AIImageException Unplanned(RecordState state) => new(
        ErrorIds.InvalidRequest,
        $"The record '{PlainText.Line(state.Path)}' is incomplete; nothing was sent.")
    {
        Advice = "Run the command that started it again with -Resume.",
    };

    /// <summary>A row without an image of a batch whose files are no longer at the service.</summary>
    public static AIImageException Removed() => new(
        ErrorIds.ItemNotFound,
        "The batch was received before and its files were removed from the service. There is no image of this row on "
        + "the disk: it failed then, or its file was moved.")
    {
        Advice = "Use -Resume to get the images that are on the disk. To make this one again, start the row again: it "
            + "is the error's TargetObject.",
    };

    /// <summary>Why a row is in neither file of its batch.</summary>
    public static AIImageException NotDone(ShardState shard) => shard.Status switch
    {
        "completed" => new AIImageException(
            ErrorIds.InvalidResponse,
            "The batch is completed, but its files have no result for this row. It may have been billed."),
        "failed" => new AIImageException(
            ErrorIds.ResponseFailed,
            $"The batch failed, and nothing was made: {shard.Last?.Message ?? "the service gave no reason."}"),
        string status => new AIImageException(
            ErrorIds.ResponseFailed,
            $"The batch is {status}, and this row was not processed. Nothing was made for it.")
        {
            Advice = "Start the row again: it is the error's TargetObject.",
        },
    };
}
