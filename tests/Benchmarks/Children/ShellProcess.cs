using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Threading.Tasks;

namespace ImageGen.Benchmarks.Children;

/// <summary>A PowerShell of its own for one script, from its start to its end.</summary>
internal static class ShellProcess
{
    private const string Shell = "pwsh";

    /// <summary>True where pwsh is found.</summary>
    public static bool IsFound { get; } = Find();

    /// <summary>Runs a script and says how long the process lived and what it used.</summary>
    public static async Task<Measurement> RunAsync(string script)
    {
        TimeSpan before = EndedProcesses.AllCpuTime();
        Stopwatch watch = Stopwatch.StartNew();
        using Process process = Start(script);
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        TimeSpan elapsed = watch.Elapsed;
        TimeSpan cpu = EndedProcesses.CpuTimeOf(process, before);
        return process.ExitCode == 0
            ? new Measurement(elapsed.TotalMilliseconds, cpu.TotalMilliseconds, 0)
            : throw new InvalidOperationException($"pwsh failed: {output.Trim()}");
    }

    private static Process Start(string script)
    {
        ProcessStartInfo start = new(Shell, ["-NoProfile", "-NonInteractive", "-Command", script])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["POWERSHELL_UPDATECHECK"] = "Off";
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        return Process.Start(start) ?? throw new InvalidOperationException("pwsh did not start.");
    }

    private static bool Find()
    {
        try
        {
            using Process process = Start("exit 0");
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
