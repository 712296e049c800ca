using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace ImageGen.Benchmarks.Children;

/// <summary>A headless Chromium of its own for one page, from its start to its end.</summary>
internal static class BrowserProcess
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome"];

    private static readonly string? s_program = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator)
        .SelectMany(folder => s_names.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    /// <summary>True where Chromium is found.</summary>
    public static bool IsFound => s_program is not null;

    /// <summary>
    /// Opens a page, takes a picture of the window when it is loaded, and says how long all that took.
    /// </summary>
    /// <returns>Milliseconds.</returns>
    public static async Task<double> ShowAsync(string page, string shot)
    {
        string profile = Directory.CreateTempSubdirectory("imagegen-browser-").FullName;
        try
        {
            File.Delete(shot);
            Stopwatch watch = Stopwatch.StartNew();
            using Process process = Process.Start(new ProcessStartInfo(
                s_program!,
                [
                    "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", $"--user-data-dir={profile}",
                    "--window-size=1280,900", $"--screenshot={shot}", new Uri(page).AbsoluteUri,
                ])
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            })!;
            Task<string> told = process.StandardError.ReadToEndAsync();
            await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            double elapsed = watch.Elapsed.TotalMilliseconds;
            return File.Exists(shot) ? elapsed : throw new InvalidOperationException($"no picture: {await told}");
        }
        finally
        {
            Directory.Delete(profile, recursive: true);
        }
    }
}
