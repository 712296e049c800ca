using System;

namespace ImageGen.Service;

/// <summary>How long a request and each phase of it may take; zero is without limit.</summary>
internal sealed record TimeLimits
{
    private static readonly TimeSpan s_usualWhole = TimeSpan.FromMinutes(10);

    /// <summary>From the first attempt to the end of the answer.</summary>
    public TimeSpan Whole { get; init; } = s_usualWhole;

    /// <summary>Until the connection stands and the request begins to leave.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Until an answer begins that comes at once: a stream, the state of a response, a list.</summary>
    public TimeSpan FirstByte { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Until the answer begins, for an answer that comes when the image is complete.</summary>
    public TimeSpan Render { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Between two pieces of an answer. Any byte counts, a keepalive's too.</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>The clock that they are measured by.</summary>
    public IClock Clock { get; init; } = SystemClock.Instance;

    /// <summary>
    /// The usual limits for a request that may take so long: who allows more than usual allows it to each phase.
    /// </summary>
    public static TimeLimits For(TimeSpan whole)
    {
        TimeLimits usual = new() { Whole = whole };
        if (whole == TimeSpan.Zero) return usual with { FirstByte = whole, Render = whole, Quiet = whole };
        if (whole <= s_usualWhole) return usual;

        double factor = whole.TotalSeconds / s_usualWhole.TotalSeconds;
        return usual with
        {
            FirstByte = Times(usual.FirstByte, factor),
            Render = Times(usual.Render, factor),
            Quiet = Times(usual.Quiet, factor),
        };
    }

    private static TimeSpan Times(TimeSpan limit, double factor) => TimeSpan.FromSeconds(limit.TotalSeconds * factor);
}
