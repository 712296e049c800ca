using System;
using ImageGen.Service;

namespace ImageGen.Runs.Batches;

/// <summary>
/// How long is waited between two looks at a batch, and before a creation that was not answered is taken for one that
/// did not happen. In the sandbox, whose batches end within a few looks, all of it is twenty times shorter; a soak
/// makes it shorter still by a number that it puts into the application's domain.
/// </summary>
/// <param name="isSandbox">The batches are those of the sandbox.</param>
/// <param name="clock">The clock of the session.</param>
internal sealed class BatchPace(bool isSandbox, IClock clock)
{
    private const double SandboxScale = 0.05;

    /// <summary>The name of the number in the application's domain by which all delays are multiplied.</summary>
    private const string ScaleName = "ImageGen.BatchPace";

    private static readonly TimeSpan s_first = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_fence = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_settling = TimeSpan.FromSeconds(20);

    private readonly double _scale =
        AppDomain.CurrentDomain.GetData(ScaleName) is double scale ? scale : isSandbox ? SandboxScale : 1;

    public IClock Clock { get; } = clock;

    /// <summary>A creation that was sent so long ago and is not in the list is fenced and sent anew.</summary>
    public TimeSpan Fence => Scaled(s_fence);

    /// <summary>
    /// The delay between the fence and the last look: a batch that was created just before it may not be in the list
    /// yet.
    /// </summary>
    public TimeSpan Settling => Scaled(s_settling);

    /// <summary>The delay before the next look: from two seconds it grows by half to a minute.</summary>
    public TimeSpan Poll(int looks) => Scaled(
        TimeSpan.FromSeconds(
            Math.Min(s_first.TotalSeconds * Math.Pow(1.5, Math.Min(looks, 20)), s_longest.TotalSeconds)));

    /// <summary>
    /// The same within a limit: the last look is at its end, and null is no further look. Zero is without limit.
    /// </summary>
    public TimeSpan? Poll(int looks, TimeSpan elapsed, TimeSpan limit)
    {
        TimeSpan delay = Poll(looks);
        if (limit <= TimeSpan.Zero) return delay;
        if (elapsed >= limit) return null;

        return delay < limit - elapsed ? delay : limit - elapsed;
    }

    private TimeSpan Scaled(TimeSpan time) => TimeSpan.FromTicks((long)(time.Ticks * _scale));
}
