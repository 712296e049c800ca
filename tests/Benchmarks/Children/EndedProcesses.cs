using System;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ImageGen.Benchmarks.Children;

/// <summary>
/// What processes used that have ended. They are asked from outside: a script that tells its own time spends a part of
/// it on that, and the shorter the script, the larger the part.
/// </summary>
internal static class EndedProcesses
{
    private const int Children = -1;

    /// <summary>The CPU time of a process that has just ended, where no other has ended meanwhile.</summary>
    /// <param name="process">The process.</param>
    /// <param name="before">What <see cref="AllCpuTime"/> was before it was started.</param>
    public static TimeSpan CpuTimeOf(Process process, TimeSpan before) =>
        OperatingSystem.IsWindows() ? process.TotalProcessorTime : AllCpuTime() - before;

    /// <summary>The CPU time of all processes that this one started and that have ended; on Windows, nothing.</summary>
    public static TimeSpan AllCpuTime()
    {
        // Two times in seconds and microseconds come first: in the program and in the system.
        long[] usage = new long[32];
        return OperatingSystem.IsWindows() || GetUsage(Children, usage) != 0
            ? TimeSpan.Zero
            : TimeSpan.FromSeconds(usage[0] + usage[2]) + TimeSpan.FromMicroseconds((int)usage[1] + (int)usage[3]);
    }

    [DllImport("libc", EntryPoint = "getrusage")]
    private static extern int GetUsage(int whose, [Out] long[] usage);
}
