using System;
using System.Runtime.InteropServices;

namespace ImageGen.Files;

/// <summary>Compares paths as the system's disks usually do: only Linux is case-sensitive.</summary>
internal static class PathComparer
{
    public static readonly StringComparer OfSystem =
        RuntimeInformation.IsOSPlatform(OSPlatform.Linux) ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;
}
