using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Tests.Contract;
using Xunit;

namespace ImageGen.Tests.Desktop;

/// <summary>
/// The engine of the assembled folder on .NET Framework, or on Mono with strict binding where that is installed: over
/// the handler that the module makes, and over HttpWebRequest, which that handler is made of on .NET Framework.
/// </summary>
public sealed class SmokeTests
{
    private const string Image = "image of 1500000 bytes";

    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);
    private static readonly Lazy<Task<IReadOnlyList<string>?>> s_lines = new(() => RunAsync());

    private static string Program => Path.Combine(Repository.Folder("Smoke"), "ImageGen.Smoke.exe");

    [Theory]
    [InlineData("sandbox", "image of ")]
    [InlineData("handler whole", Image)]
    [InlineData("handler gzip", Image)]
    [InlineData("handler stream", Image)]
    [InlineData("handler upload", Image + ", whole body")]
    [InlineData("handler small upload", Image + ", whole body, not asked")]
    [InlineData("handler cut", ErrorIds.ResultUnknown)]
    [InlineData("handler cut stream", ErrorIds.ResultUnknown)]
    [InlineData("handler cut refusal", ErrorIds.RateLimited)]
    [InlineData("handler refused", ErrorIds.AuthenticationFailed)]
    [InlineData("handler stop", "8 streams at once, all ended, no wait")]
    [InlineData("webrequest whole", Image)]
    [InlineData("webrequest gzip", Image)]
    [InlineData("webrequest stream", Image)]
    [InlineData("webrequest upload", Image + ", whole body")]
    [InlineData("webrequest small upload", Image + ", whole body, not asked")]
    [InlineData("webrequest cut", ErrorIds.ResultUnknown)]
    [InlineData("webrequest cut stream", ErrorIds.ResultUnknown)]
    [InlineData("webrequest cut refusal", ErrorIds.RateLimited)]
    [InlineData("webrequest refused", ErrorIds.AuthenticationFailed)]
    [InlineData("webrequest stop", "8 streams at once, all ended, no wait")]
    [InlineData("webrequest stop without abort", "8 streams at once, all ended, no wait")]
    public async Task Scene(string name, string result) => Assert.StartsWith(result, await LineAsync(name));

    [Fact]
    public async Task Everything_that_is_needed_is_found() => Assert.Equal(string.Empty, await LineAsync("unresolved"));

    [Fact]
    public async Task The_number_of_connections_of_the_process_is_left_alone() =>
        Assert.StartsWith("2 ", await LineAsync("defaults"));

    /// <summary>A test of the test: the binding is as strict as that of .NET Framework.</summary>
    [Fact]
    public async Task Without_the_resolver_no_image_is_made()
    {
        IReadOnlyList<string>? lines = await RunAsync("unresolved");
        Assert.SkipWhen(lines is null, "There is no mono in PATH.");

        Assert.DoesNotContain(lines, line => line.Contains("image of", StringComparison.Ordinal));
        Assert.Contains(
            lines, line => line.Contains("System.Runtime.CompilerServices.Unsafe", StringComparison.Ordinal));
    }

    private static async Task<string> LineAsync(string name)
    {
        IReadOnlyList<string>? lines = await s_lines.Value;
        Assert.SkipWhen(lines is null, "There is no mono in PATH.");
        string? line = lines.SingleOrDefault(line => line.StartsWith(name + ":", StringComparison.Ordinal));
        if (line is null) Assert.Fail($"There is no '{name}' in:\n{string.Join('\n', lines)}");
        return line[(name.Length + 1)..].Trim();
    }

    /// <summary>The lines of the program's output; null where nothing can run it.</summary>
    private static async Task<IReadOnlyList<string>?> RunAsync(params string[] words)
    {
        bool isWindows = OperatingSystem.IsWindows();
        ProcessStartInfo start = new(isWindows ? Program : "mono")
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        if (!isWindows) start.ArgumentList.Add("--assembly-loader=strict");
        if (!isWindows) start.ArgumentList.Add(Program);
        start.ArgumentList.Add(Repository.PathOf(Path.Combine("out", "ImageGen", "bin", "Desktop")));
        foreach (string word in words) start.ArgumentList.Add(word);
        foreach (string name in new[] { "HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy" })
        {
            start.Environment.Remove(name);
        }
        try
        {
            using Process process = Process.Start(start)!;
            using CancellationTokenSource limit = new(s_limit);
            Task<string> errors = process.StandardError.ReadToEndAsync(limit.Token);
            Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
            try
            {
                return [.. (await output + await errors).Split('\n', StringSplitOptions.RemoveEmptyEntries)];
            }
            finally
            {
                if (!process.HasExited && limit.IsCancellationRequested) process.Kill();
            }
        }
        catch (Win32Exception) when (!isWindows)
        {
            return null;
        }
    }
}
