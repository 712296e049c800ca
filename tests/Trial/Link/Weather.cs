using System;

namespace ImageGen.Trial.Link;

/// <summary>How a link is at the moment.</summary>
internal sealed class Weather
{
    /// <summary>How late each packet comes, in each direction.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>The part of the packets that are lost, from 0 to 1.</summary>
    public double Loss { get; set; }

    /// <summary>What fits in each direction; 0 is without limit.</summary>
    public int BitsPerSecond { get; set; }

    /// <summary>True lets nothing through.</summary>
    public bool IsCut { get; set; }

    /// <summary>After so long without a packet a connection is forgotten; zero is never.</summary>
    public TimeSpan ForgetsAfter { get; set; }

    /// <summary>True drops all of IPv6 in silence.</summary>
    public bool DropsSix { get; set; }

    public void Reset()
    {
        Delay = TimeSpan.FromMilliseconds(10);
        Loss = 0;
        BitsPerSecond = 0;
        IsCut = false;
        ForgetsAfter = TimeSpan.Zero;
        DropsSix = true;
    }
}
