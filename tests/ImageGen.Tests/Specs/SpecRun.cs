using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Tests.Support;

namespace ImageGen.Tests.Specs;

/// <summary>One run of all specs in a PowerShell of their own, on the module beside the tests.</summary>
internal static class SpecRun
{
    private const int CannotRun = 3;

    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(30);
    private static readonly Lazy<Task<SpecReport>> s_report = new(RunAsync);

    public static Task<SpecReport> Report => s_report.Value;

    private static async Task<SpecReport> RunAsync()
    {
        string report = Path.Combine(Path.GetTempPath(), $"imagegen-specs-{Guid.NewGuid():N}.json");
        try
        {
            using Process process = Process.Start(StartInfo(report))!;
            (bool isInTime, string output) = await FinishAsync(process);
            if (!isInTime) return Failed($"The specs did not end within {s_limit.TotalMinutes} minutes.\n{output}");
            if (process.ExitCode == CannotRun) return Skipped(output.Trim());
            return File.Exists(report)
                ? new SpecReport(Read(report))
                : Failed($"The specs ended with {process.ExitCode} and without a report.\n{output}");
        }
        catch (Win32Exception)
        {
            return Skipped("There is no pwsh in PATH.");
        }
        finally
        {
            File.Delete(report);
        }
    }

    private static ProcessStartInfo StartInfo(string report)
    {
        ProcessStartInfo start = new("pwsh")
        {
            ArgumentList =
            {
                "-NoProfile", "-NonInteractive", "-File", Path.Combine(SpecFiles.Folder, "Run.ps1"), "-Report", report,
            },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NO_COLOR"] = "1";
        start.Environment["POWERSHELL_UPDATECHECK"] = "Off";
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        start.Environment["IMAGEGEN_MODULE"] = Path.GetDirectoryName(ModuleSession.ModulePath);
        return start;
    }

    private static async Task<(bool IsInTime, string Output)> FinishAsync(Process process)
    {
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        using CancellationTokenSource limit = new(s_limit);
        bool isInTime = true;
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            isInTime = false;
            process.Kill(entireProcessTree: true);
        }

        return (isInTime, await output + await error);
    }

    private static IReadOnlyDictionary<string, SpecResult> Read(string report) =>
        JsonNode.Parse(File.ReadAllText(report))!.AsArray()
            .GroupBy(test => (string)test!["Name"]!)
            .ToDictionary(
                tests => tests.Key,
                tests => new SpecResult((string)tests.First()!["Result"]!, (string)tests.First()!["Message"]!));

    private static SpecReport Skipped(string reason) => new(new Dictionary<string, SpecResult>(), SkipReason: reason);

    private static SpecReport Failed(string reason) => new(new Dictionary<string, SpecResult>(), Failure: reason);
}
