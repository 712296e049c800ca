using System;
using System.Text;

namespace ImageGen.Shell;

internal static class Program
{
    private const int Failed = 1;
    private const int Stopped = 130;

    private const string Usage =
        """
        Runs the ImageGen module without an installed PowerShell.

          dotnet run --project src/Shell                    takes a tour in the sandbox: offline, free, no key
          dotnet run --project src/Shell -- "<pipeline>"    runs a pipeline: "New-AIImage 'a red fox' -OutFile fox.png"

        The service is OpenAI when OPENAI_API_KEY is set, Azure OpenAI when AZURE_OPENAI_API_KEY is, else the sandbox.
        The engine here has PowerShell's core cmdlets only (ForEach-Object, Where-Object, Get-Help, ...).
        """;

    private static int Main(string[] args)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        if (args is ["-h" or "--help" or "-?" or "/?"])
        {
            Console.WriteLine(Usage);
            return 0;
        }

        ServiceEnvironment.SilenceTelemetry();
        ShellHost host = new(new ShellUserInterface());
        try
        {
            return Run(host, string.Join(' ', args));
        }
        catch (ModuleNotBuiltException exception)
        {
            host.Screen.WriteErrorLine(exception.Message);
            return Failed;
        }
        finally
        {
            host.Screen.Progress.Hide();
        }
    }

    private static int Run(ShellHost host, string pipeline)
    {
        bool isTour = string.IsNullOrWhiteSpace(pipeline);
        if (isTour)
        {
            ServiceEnvironment.ForceSandbox();
        }
        else if (ServiceEnvironment.UseSandboxWithoutKey())
        {
            Console.Error.WriteLine("No OPENAI_API_KEY or AZURE_OPENAI_API_KEY is set: using the sandbox.");
        }

        string manifest = ModuleLocation.FindManifest();
        using PipelineRunner runner = new(host);
        Console.CancelKeyPress += (_, press) => OnCancelKey(press, host, runner);

        bool succeeded = runner.ImportModule(manifest)
            && (isTour ? new Tour(host, runner).Take() : runner.Run(pipeline));
        if (host.ExitCode is int exitCode) return exitCode;
        if (runner.IsStopped)
        {
            host.Screen.WriteAside(Environment.NewLine);
            return Stopped;
        }

        return succeeded ? 0 : Failed;
    }

    private static void OnCancelKey(ConsoleCancelEventArgs press, ShellHost host, PipelineRunner runner)
    {
        // A read from the console cannot be interrupted, and whoever presses it twice means it.
        if (host.Screen.AwaitsInput || runner.IsStopped)
        {
            host.Screen.WriteAside(Environment.NewLine);
            Environment.Exit(Stopped);
        }

        press.Cancel = true;
        runner.Stop();
    }
}
