using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.Json;
using System.Threading.Tasks;
using ImageGen.Trial.Link;

namespace ImageGen.Trial.Machine;

/// <summary>Runs the command of a cell in a PowerShell of its own, as a user would.</summary>
internal sealed class Child(World world, Cell cell, string folder)
{
    private const string Script = """
        param($Module, $Uri, $Report, $Transcript)
        $null = Start-Transcript $Transcript
        Import-Module $Module
        $Error.Clear()
        $VerbosePreference = $DebugPreference = 'Continue'
        Connect-AIImageService -ApiKey sk-trial-0123456789abcdefghij -BaseUri $Uri @CONNECT
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $images = @(& { @COMMAND } | Where-Object { $_ -is [ImageGen.AIImage] })
        $seconds = $watch.Elapsed.TotalSeconds
        $errors = @($Error | Where-Object Exception -Is ([ImageGen.AIImageException]))
        [array]::Reverse($errors)
        Get-Error -Newest 3
        $null = Stop-Transcript
        [pscustomobject] @{
            Images = $images.Count
            Seconds = $seconds
            Errors = @($errors | ForEach-Object {
                [pscustomobject] @{
                    Id = ($_.FullyQualifiedErrorId -split ',')[0]
                    Message = "$_"
                    Action = "$($_.ErrorDetails.RecommendedAction)"
                }
            })
        } | ConvertTo-Json -Depth 4 | Set-Content $Report
        """;

    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    private static readonly string[] s_taken =
    [
        "http_proxy", "https_proxy", "all_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY",
        "OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "IMAGEGEN_SANDBOX", "SSL_CERT_DIR",
    ];

    private readonly string _files = Path.Combine(world.Folder, Path.GetFileName(folder) + ".");

    public async Task<ChildReport> RunAsync()
    {
        string script = Script.Replace("@CONNECT", cell.Connect).Replace("@COMMAND", cell.Command);
        await File.WriteAllTextAsync(_files + "ps1", script);
        using Process process = Process.Start(StartInfo())!;
        world.Running = process;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(s_limit);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            world.Running = null;
            return new ChildReport { Seconds = s_limit.TotalSeconds, Errors = [new ChildError("hung", "No end.", "")] };
        }

        world.Running = null;
        string text = await output + await errors;
        string transcript = _files + "transcript";
        if (File.Exists(transcript)) text += await File.ReadAllTextAsync(transcript);
        if (!File.Exists(_files + "json"))
        {
            return new ChildReport { Errors = [new ChildError("no report", text, string.Empty)] };
        }

        ChildReport report = JsonSerializer.Deserialize<ChildReport>(await File.ReadAllTextAsync(_files + "json"))!;
        return report with { Leaks = ProxyServer.Secrets.Sum(secret => text.Split(secret).Length - 1) };
    }

    private ProcessStartInfo StartInfo()
    {
        string module = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "ModuleFolder").Value!;
        IEnumerable<string> arguments =
        [
            "pwsh", "-NoProfile", "-NonInteractive", "-File", _files + "ps1",
            Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, module, "ImageGen.psd1")),
            cell.Address?.Invoke(world) ?? (cell.OverLink ? world.FarWeb : world.Web).AddressOf(cell.Site),
            _files + "json", _files + "transcript",
        ];
        if (cell.OverLink) arguments = [.. Wire.InClient, .. arguments];
        ProcessStartInfo start = new(arguments.First(), arguments.Skip(1))
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in s_taken) start.Environment.Remove(name);
        start.Environment["SSL_CERT_FILE"] = world.Authority.TrustFile;
        start.Environment["TRIAL_UPLOAD"] = world.Authority.UploadFile;
        start.Environment["POWERSHELL_UPDATECHECK"] = "Off";
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        start.Environment["NO_COLOR"] = "1";
        foreach ((string name, string? value) in cell.Environment(world)) start.Environment[name] = value;
        return start;
    }
}
