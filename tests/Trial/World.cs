using System;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using ImageGen.Trial.Link;
using ImageGen.Trial.Machine;

namespace ImageGen.Trial;

/// <summary>
/// All that a trial starts: the service, the web servers before it, the proxy, and the link. It ends all of it.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    private readonly object _ending = new();
    private Task? _end;

    public World()
    {
        Folder = Directory.CreateTempSubdirectory("imagegen-trial-").FullName;
        File.SetUnixFileMode(Folder, (UnixFileMode)0b111_111_111);
        Authority = new Authority(Folder);
        Service = new Service(Path.Combine(Folder, "service.sock"));
        Web = new WebServer(Path.Combine(Folder, "web"), Authority, Service.Socket, space: null);
        FarWeb = new WebServer(Path.Combine(Folder, "farweb"), Authority, Service.Socket, Wire.ServerSpace);
        Proxy = new ProxyServer(Path.Combine(Folder, "proxy"));
        Wire = new Wire();
    }

    /// <summary>Holds all files of the trial.</summary>
    public string Folder { get; }

    public Authority Authority { get; }

    public Service Service { get; }

    /// <summary>nginx on loopback.</summary>
    public WebServer Web { get; }

    /// <summary>nginx at the far end of the link.</summary>
    public WebServer FarWeb { get; }

    /// <summary>squid on loopback.</summary>
    public ProxyServer Proxy { get; }

    public Wire Wire { get; }

    /// <summary>True when the trial was told to end.</summary>
    public bool IsEnding => _end is not null;

    /// <summary>The child that runs now.</summary>
    public Process? Running { get; set; }

    public async Task StartAsync(bool withLink)
    {
        await Service.StartAsync();
        await Web.StartAsync();
        await Proxy.StartAsync();
        if (!withLink) return;

        Wire.Start();
        await FarWeb.StartAsync();
    }

    /// <summary>As it was before the first cell.</summary>
    public void Reset()
    {
        Service.Reset();
        Proxy.Reset();
        Wire.Reset();
    }

    /// <summary>Ends everything also when the trial itself is told to end.</summary>
    public IDisposable StopOnSignal()
    {
        void Stop(PosixSignalContext context)
        {
            DisposeAsync().AsTask().GetAwaiter().GetResult();
            System.Environment.Exit(130);
        }

        return new Signals(
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop));
    }

    /// <summary>Ends everything once, whoever asks for it.</summary>
    public ValueTask DisposeAsync()
    {
        lock (_ending) return new ValueTask(_end ??= EndAsync());
    }

    private async Task EndAsync()
    {
        if (Running is Process { HasExited: false } child) child.Kill(entireProcessTree: true);
        await FarWeb.StopAsync();
        await Web.StopAsync();
        await Proxy.StopAsync();
        await Service.StopAsync();
        Wire.Dispose();
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }

    private sealed class Signals(IDisposable first, IDisposable second) : IDisposable
    {
        public void Dispose()
        {
            first.Dispose();
            second.Dispose();
        }
    }
}
