







namespace ImageGen.Apis.Checks;

/// <summary>How a check came out, and the words for it.</summary>
internal readonly struct Verdict(AIImageServiceCheckStatus status, string message)
{
    public AIImageServiceCheckStatus Status { get; } = status;

    public string Message { get; } = message;

    public static Verdict Passed(string message) => new(AIImageServiceCheckStatus.Passed, message);

    public static Verdict Warning(string message) => new(AIImageServiceCheckStatus.Warning, message);

    public static Verdict Failed(string message) => new(AIImageServiceCheckStatus.Failed, message);

    public static Verdict Skipped(string message) => new(AIImageServiceCheckStatus.Skipped, message);
}
