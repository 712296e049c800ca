using ImageGen.Text;

namespace ImageGen.Runs.Batches;

/// <summary>What can be wrong with a record that is continued, and with its rows.</summary>
internal static class BatchFailure
{
    /// <summary>Its rows are not all written.</summary>
    public static AIImageException Unplanned(RecordState state) => new(
        ErrorIds.InvalidRequest,
        $"The rows of '{PlainText.Line(state.Path)}' are not all written, and nothing was sent.")
    {
        Advice = "Run the command that wrote it again with -Resume.",
    };

    /// <summary>A row without an image of a batch whose files are no longer at the service.</summary>
    public static AIImageException Removed() => new(
        ErrorIds.ItemNotFound,
        "The batch was received before and its files were removed from the service. This row has no image on the disk: it "
        + "failed then, or its file was moved.")
    {
        Advice = "Use -Resume to get the images that are on the disk. To make this one again, start the row again: it is the "
            + "error's TargetObject.",
    };

    /// <summary>Why a row is in neither file of its batch.</summary>
    public static AIImageException NotDone(ShardState shard) => shard.Status switch
    {
        "completed" => new AIImageException(
            ErrorIds.InvalidResponse,
            "The batch is completed, and its files have no line for this row. Whether it was billed is not known."),
        "failed" => new AIImageException(
            ErrorIds.ResponseFailed,
            $"The batch failed, and nothing was made: {shard.Last?.Message ?? "the service did not say why."}"),
        string status => new AIImageException(
            ErrorIds.ResponseFailed,
            $"The batch is {status}, and this row was not done. Nothing was made for it.")
        {
            Advice = "Start the row again: it is the error's TargetObject.",
        },
    };
}
