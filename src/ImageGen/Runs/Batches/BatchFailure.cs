using ImageGen.Text;

namespace ImageGen.Runs.Batches;

/// <summary>What can be wrong with a record that is to be gone on with.</summary>
internal static class BatchFailure
{
    /// <summary>Its rows are not all written.</summary>
    public static AIImageException Unplanned(RecordState state) => new(
        ErrorIds.InvalidRequest,
        $"The record '{PlainText.Line(state.Path)}' is incomplete; nothing was sent.")
    {
        Advice = "Run the command that started it again with -Resume.",
    };
}
