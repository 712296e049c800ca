using System;
using System.Linq;
using ImageGen.Tests.Support;

namespace ImageGen.Tests.Faults;

/// <summary>The pictures that are sent while something goes wrong.</summary>
internal static class FaultPictures
{
    /// <summary>
    /// Long enough to be taken out of the JSON and to be written to a temporary file in several blocks.
    /// </summary>
    public static readonly byte[] Large = Pngs.Large(130, 140);

    /// <summary>A second one that begins like the first.</summary>
    public static readonly byte[] Other = [.. Large.Take(Large.Length - 20_000), .. Enumerable.Repeat((byte)7, 20_000)];

    /// <summary>More than the buffers of a connection take.</summary>
    public static readonly byte[] Upload = [.. Pngs.Opaque(), .. new byte[12_000_000]];

    public static readonly string Base64 = Convert.ToBase64String(Large);
}
