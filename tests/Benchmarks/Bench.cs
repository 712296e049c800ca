using System;
using System.Collections.Generic;
using System.IO;
using ImageGen.Benchmarks.Clients;
using ImageGen.Benchmarks.Service;

namespace ImageGen.Benchmarks;

/// <summary>What all rows share: the service, the clients and a folder.</summary>
internal sealed class Bench(bool isQuick) : IDisposable
{
    public const int Megabyte = 1_000_000;

    private readonly CmdletSource _cmdlet = new();
    private IReadOnlyList<IImageSource>? _sources;

    public ServerProcess Server { get; } = ServerProcess.Start();

    public bool IsQuick => isQuick;

    public Rounds Rounds { get; } = isQuick ? new Rounds(Count: 5, WarmUp: 6) : new Rounds(Count: 21, WarmUp: 8);

    /// <summary>Removed at the end.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("imagegen-benchmarks-").FullName;

    /// <summary>The floor first.</summary>
    public IReadOnlyList<IImageSource> Sources =>
        _sources ??= [new HttpClientSource(), new EngineSource(), _cmdlet, new SdkSource()];

    public ModuleRunspace Runspace => _cmdlet.Runspace;

    public void EmptyFolder()
    {
        foreach (string file in Directory.EnumerateFiles(Folder)) File.Delete(file);
    }

    public void Dispose()
    {
        _cmdlet.Dispose();
        Server.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
