using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using System.Xml.Linq;
using ImageGen.Tests.Contract;
using Xunit;

namespace ImageGen.Tests.Support;

/// <summary>The package, packed from the built binaries: with a project's address and without.</summary>
public sealed class Packed : IAsyncLifetime
{
    public const string Project = "https://example.com/owner/ImageGen";

    private readonly string _folder = Directory.CreateTempSubdirectory("imagegen-packed-").FullName;

    public IReadOnlyDictionary<string, string> Plain { get; private set; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> WithProject { get; private set; } = new Dictionary<string, string>();

    /// <summary>Gets a field of the nuspec; null where it is not there.</summary>
    public static string? Field(IReadOnlyDictionary<string, string> package, string name) =>
        XDocument.Parse(package["ImageGen.nuspec"]).Descendants()
            .FirstOrDefault(item => item.Name.LocalName == name)?.Value;

    public async ValueTask InitializeAsync()
    {
        Plain = await PackAsync("plain", "");
        WithProject = await PackAsync("project", Project);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task<Dictionary<string, string>> PackAsync(string name, string project)
    {
        string folder = Path.Combine(_folder, name);
        await RunAsync(
            "msbuild",
            Repository.PathOf("src/ImageGen"),
            "-nologo",
            "-t:AssembleModule;Pack",
            "-p:NoBuild=true",
            "-p:Audit=false",
            "-p:CI=",
            $"-p:Configuration={new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name}",
            $"-p:ModuleOutput={folder}/ImageGen/",
            $"-p:HelpFolder={folder}/help/",
            $"-p:HelpStamp={folder}/help.stamp",
            $"-p:PackageOutputPath={folder}/",
            $"-p:ProjectAddress={project}");
        using ZipArchive archive = ZipFile.OpenRead(Directory.GetFiles(folder, "*.nupkg").Single());
        return archive.Entries.ToDictionary(entry => entry.FullName, ReadText, StringComparer.Ordinal);
    }

    private static string ReadText(ZipArchiveEntry entry)
    {
        using StreamReader reader = new(entry.Open());
        return reader.ReadToEnd();
    }

    private static async Task RunAsync(params string[] arguments)
    {
        // The host that runs this test, whatever the path has under that name.
        string host = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet"));
        ProcessStartInfo start = new(host, arguments) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, output);
    }
}
