namespace ImageGen.Sandbox.Batches;

/// <summary>The result of a line.</summary>
internal enum LineOutcome : byte
{
    /// <summary>Pictures.</summary>
    Drawn,

    /// <summary>An error under the status 200, in the output file.</summary>
    Failed,

    /// <summary>An error under a status of its own, in the error file.</summary>
    Refused,

    /// <summary>Not reached before its batch expired.</summary>
    Late,
}
