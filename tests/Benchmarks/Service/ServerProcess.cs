using System;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http;
using System.Threading.Tasks;
using ImageGen.Benchmarks.Children;

namespace ImageGen.Benchmarks.Service;

/// <summary>The service in a process of its own, so that what it uses does not count.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;
    private readonly HttpClient _http = new();
    private readonly Uri _address;

    private ServerProcess(Process process, Uri address)
    {
        _process = process;
        _address = address;
    }

    public static ServerProcess Start()
    {
        Process process = ChildProcess.Start("serve");
        string address = process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException("The service did not start.");
        return new ServerProcess(process, new Uri(address));
    }

    /// <summary>The base address, version path included, for images of this size that take this time.</summary>
    public Uri BaseUri(int imageLength, int delayMilliseconds = 0) =>
        new(_address, FormattableString.Invariant($"/{imageLength}/{delayMilliseconds}/v1"));

    /// <summary>When the last bytes of the latest partial image left, by <see cref="Stopwatch"/>.</summary>
    public async Task<long> ReadPartialSentAsync() =>
        long.Parse(await _http.GetStringAsync(new Uri(_address, "/partial-sent")), CultureInfo.InvariantCulture);

    public void Dispose()
    {
        _http.Dispose();
        _process.StandardInput.Close();
        if (!_process.WaitForExit(5000)) _process.Kill();
        _process.Dispose();
    }
}
