using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace ImageGen.Trial.Machine;

/// <summary>A server that the trial starts in the foreground, and ends.</summary>
internal sealed class Daemon(IEnumerable<string> command)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);

    private readonly string[] _command = [.. command];
    private Process? _process;

    public int Id => _process!.Id;

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <param name="isReady">Whether it can be used.</param>
    public async Task StartAsync(Func<bool> isReady)
    {
        _process = Process.Start(new ProcessStartInfo(_command[0], _command[1..])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        Task<string> said = _process.StandardError.ReadToEndAsync();
        Stopwatch watch = Stopwatch.StartNew();
        while (!isReady())
        {
            if (_process.HasExited || watch.Elapsed > s_limit)
            {
                await StopAsync();
                throw new InvalidOperationException($"{string.Join(' ', _command)} does not start: {await said}");
            }

            await Task.Delay(50);
        }
    }

    /// <summary>Ends it at once, with all that it started.</summary>
    public async Task StopAsync()
    {
        if (_process is not Process process) return;

        _process = null;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>Sends a signal by its name.</summary>
    public void Signal(string name)
    {
        using Process kill = Process.Start("kill", ["-s", name, $"{Id}"]);
        kill.WaitForExit();
    }

    public static bool Listens(int port)
    {
        using Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>A port of loopback that nobody listens on.</summary>
    public static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
