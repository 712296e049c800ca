







namespace ImageGen;

/// <summary>The result of a check of a service.</summary>
public enum AIImageServiceCheckStatus
{
    /// <summary>No problem was found.</summary>
    Passed,

    /// <summary>It works at least partly, but needs attention.</summary>
    Warning,

    /// <summary>Images cannot be made until this is solved.</summary>
    Failed,

    /// <summary>Not tested, because it does not apply or depends on a check that failed.</summary>
    Skipped,
}
