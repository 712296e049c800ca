







namespace ImageGen;

/// <summary>How a check of a service came out.</summary>
public enum AIImageServiceCheckStatus
{
    /// <summary>As it should be.</summary>
    Passed,

    /// <summary>It works, or works in part, but something should be known or done.</summary>
    Warning,

    /// <summary>Images cannot be made like this.</summary>
    Failed,

    /// <summary>Not tested, because it does not apply or depends on a check that failed.</summary>
    Skipped,
}
