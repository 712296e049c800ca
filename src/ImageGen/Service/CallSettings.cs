namespace ImageGen.Service;

/// <summary>How a call to the service behaves.</summary>
internal sealed record CallSettings
{
    /// <summary>Maximum number of retries where nothing else was asked for.</summary>
    public const int DefaultRetries = 2;

    public TimeLimits Limits { get; init; } = new();

    public int MaximumRetries { get; init; } = DefaultRetries;

    /// <summary>Tells the calls of one command from those of others.</summary>
    public object Command { get; init; } = new();

    /// <summary>True yields the JSON that is sent and received.</summary>
    public bool Trace { get; init; }
}
