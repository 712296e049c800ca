using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace ImageGen.Soak;

/// <summary>The unattended script of an administrator, which does not know how often it was started before.</summary>
internal static class Worker
{
    public const string LedgerName = "spent.jsonl";

    private const string SpendScript = """
        param($images, $throttle, $limit)
        $ledger = @{ Ledger = './spent.jsonl'; LedgerPrompt = $true; MaxCostPerMonth = $limit }
        Connect-AIImageService -ApiKey sk-soak-0123456789 -BaseUri $service -Name soak @ledger
        1..$images | ForEach-Object { "picture $PID $_" } |
            New-AIImage -Model gpt-image-2 -Quality low -Size 1024x1024 -ThrottleLimit $throttle
        """;

    private const string MakeScript = """
        param($images)
        1..$images |
            ForEach-Object { [pscustomobject]@{ Prompt = "picture $_"; OutFile = "./$_.png" } } |
            New-AIImage -Durable -Resume -ThrottleLimit 16 -MaximumRetryCount 5
        """;

    private const string FetchScript = """
        param($responseId, $name)
        Wait-AIImage $responseId | Save-AIImage $name
        """;

    private const string BatchScript = """
        param($rows, $size, $isLast)
        1..$rows |
            ForEach-Object { [pscustomobject]@{ Prompt = "picture $_"; OutFile = "./$_.png" } } |
            Start-AIImageBatch -Model gpt-image-2 -Quality low -Size 1024x1024 -BatchSize $size `
                -Record ./soak.batch -Resume |
            Wait-AIImageBatch |
            Receive-AIImageBatch -Resume -RemoveFiles:$isLast -ErrorVariable failed -ErrorAction SilentlyContinue |
            ForEach-Object { "image $($_.Prompt)" }
        $failed | ForEach-Object { if ($_.TargetObject.Prompt) { "failed $($_.TargetObject.Prompt)" } else { "$_" } }
        """;

    /// <summary>Makes the images that are not there. Returns 0 when every row has its image.</summary>
    public static int Make(string service, string folder, int images) => Run(service, folder, MakeScript, images);

    /// <summary>Makes images at the cost of a shared ledger, until its limit.</summary>
    public static int Spend(string service, string folder, int images, int throttle, string limit) =>
        Run(service, folder, SpendScript.Replace("$service", $"'{service}'"), images, throttle, limit);

    /// <summary>Gets one image by the id of its response.</summary>
    public static int Fetch(string service, string folder, string responseId, string name) =>
        Run(service, folder, FetchScript, responseId, name);

    /// <summary>Makes images in batches, and says which rows have one and which failed.</summary>
    public static int Batch(string service, string folder, int rows, int size, bool isLast)
    {
        // No day has to pass: all delays of batches are two hundred times shorter.
        AppDomain.CurrentDomain.SetData("ImageGen.BatchPace", 0.005);
        return Run(service, folder, BatchScript, rows, size, isLast);
    }

    private static int Run(string service, string folder, string script, params object[] arguments)
    {
        string module = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "ModuleFolder").Value!;
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.ImportPSModule(Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, module, "ImageGen.psd1")));
        using Runspace runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        runspace.SessionStateProxy.Path.SetLocation(folder);
        using PowerShell shell = PowerShell.Create(runspace);
        shell.AddScript("param($service) Connect-AIImageService -ApiKey sk-soak-0123456789 -BaseUri $service")
            .AddArgument(service)
            .AddStatement()
            .AddScript(script);
        foreach (object argument in arguments) shell.AddArgument(argument);
        shell.Streams.Error.DataAdded += (_, e) => Console.WriteLine(Describe(shell.Streams.Error[e.Index]));
        using PSDataCollection<PSObject> output = [];
        output.DataAdded += (_, _) =>
        {
            foreach (string text in output.ReadAll().Select(item => item.BaseObject).OfType<string>())
            {
                Console.WriteLine(text);
            }
        };
        shell.Invoke(null, output);
        return shell.HadErrors ? 1 : 0;
    }

    private static string Describe(ErrorRecord error) =>
        $"{error.FullyQualifiedErrorId.Split(',')[0]}: {error.ToString().ReplaceLineEndings(" ")}";
}
