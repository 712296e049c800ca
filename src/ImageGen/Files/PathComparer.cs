using System;
using System.Runtime.InteropServices;

namespace ImageGen.Files;

/// <summary>Tells paths apart as the system's disks usually do: with regard to case on Linux alone.</summary>
internal static class PathComparer
{
    public static readonly StringComparer OfSystem =
        RuntimeInformation.IsOSPlatform(OSPlatform.Linux) ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;
}
