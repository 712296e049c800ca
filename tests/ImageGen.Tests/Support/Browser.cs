using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace ImageGen.Tests.Support;

/// <summary>
/// One headless Chromium for all tests that look at pages: each opens a window of its own in it. It starts with the
/// first page; tests are skipped where there is none.
/// </summary>
public sealed class Browser : IAsyncDisposable
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome"];
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly ScratchFolder _profile = new();
    private Process? _process;
    private Uri? _address;

    /// <param name="file">The page.</param>
    /// <param name="width">Of the window.</param>
    /// <param name="height">Of the window.</param>
    /// <param name="isDark">What the system prefers.</param>
    /// <param name="early">A script that runs before those of the page.</param>
    internal async Task<Chromium> OpenAsync(
        string file, int width = 1280, int height = 900, bool isDark = false, string? early = null)
    {
        _address ??= await StartAsync();
        return await Chromium.OpenAsync(_address, new Uri(file), (width, height), isDark, early);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            if (!_process.HasExited) _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        _profile.Dispose();
    }

    private async Task<Uri> StartAsync()
    {
        const string listening = "DevTools listening on ";
        string? program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => s_names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, "Chromium is not installed.");

        _process = Process.Start(new ProcessStartInfo(program!)
        {
            RedirectStandardError = true,
            ArgumentList =
            {
                "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--remote-debugging-port=0",
                "--user-data-dir=" + _profile.Root, "about:blank",
            },
        })!;
        using CancellationTokenSource end = new(s_patience);
        string? line;
        do
        {
            line = await _process.StandardError.ReadLineAsync(end.Token);
            Assert.NotNull(line);
        }
        while (!line.StartsWith(listening, StringComparison.Ordinal));

        _ = _process.StandardError.ReadToEndAsync(CancellationToken.None);
        return new Uri(line[listening.Length..]);
    }
}
