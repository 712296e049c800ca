using ImageGen.Text;

namespace ImageGen.Runs.Batches;

/// <summary>What can be wrong with a record that is to be gone on with.</summary>
internal static class BatchFailure
{
    /// <summary>Its rows are not all written.</summary>
    public static AIImageException Unplanned(RecordState state) => new(
        ErrorIds.InvalidRequest,
        $"The rows of '{PlainText.Line(state.Path)}' are not all written, and nothing was sent.")
    {
        Advice = "Run the command that wrote it again with -Resume.",
    };
}
