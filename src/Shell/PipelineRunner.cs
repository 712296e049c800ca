using System;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace ImageGen.Shell;

/// <summary>Runs scripts one after the other in one runspace and shows their output by its format views.</summary>
internal sealed class PipelineRunner : IDisposable
{
    private readonly ShellHost _host;
    private readonly Runspace _runspace;
    private volatile PowerShell? _running;
    private volatile bool _isStopped;

    internal PipelineRunner(ShellHost host)
    {
        _host = host;
        _runspace = RunspaceFactory.CreateRunspace(host, InitialSessionState.CreateDefault2());
        _runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
        _runspace.Open();
    }

    internal bool IsStopped => _isStopped;

    /// <summary>Ends the running pipeline and lets no other start. Returns at once; for any thread.</summary>
    internal void Stop()
    {
        _isStopped = true;
        _running?.BeginStop(callback: null, state: null);
    }

    internal bool ImportModule(string manifest)
    {
        using PowerShell powerShell = PowerShell.Create(_runspace);
        powerShell.AddCommand("Import-Module").AddParameter("Name", manifest).AddParameter("ErrorAction", "Stop");
        return Invoke(powerShell);
    }

    /// <summary>Returns false when the script threw, was stopped, or showed an error.</summary>
    internal bool Run(string script)
    {
        Parser.ParseInput(script, out _, out ParseError[] errors);
        if (errors is [ParseError error, ..])
        {
            _host.Screen.WriteErrorLine(SyntaxError.Describe(error));
            return false;
        }

        using PowerShell powerShell = PowerShell.Create(_runspace);
        powerShell.AddScript(script);
        return Invoke(powerShell);
    }

    public void Dispose() => _runspace.Dispose();

    private bool Invoke(PowerShell powerShell)
    {
        AddOutDefault(powerShell);
        int errorsBefore = _host.Screen.ErrorCount;
        _running = powerShell;
        try
        {
            if (!_isStopped) powerShell.Invoke();
        }
        catch (PipelineStoppedException)
        {
            return false;
        }
        catch (RuntimeException exception)
        {
            Report(exception.ErrorRecord);
        }
        finally
        {
            _running = null;
            _host.Screen.Progress.Hide();
        }

        return !_isStopped && _host.Screen.ErrorCount == errorsBefore;
    }

    /// <summary>
    /// Shows a terminating error by its view. The engine's own way to mark an object as an error is not public, so the
    /// screen takes the view's text for one.
    /// </summary>
    private void Report(ErrorRecord error)
    {
        int errorsBefore = _host.Screen.ErrorCount;
        using PowerShell powerShell = PowerShell.Create(_runspace);
        powerShell.AddCommand("Out-Default");
        _host.Screen.TakesOutputForError = true;
        try
        {
            powerShell.Invoke(new[] { error });
        }
        catch (RuntimeException)
        {
            // Falls through to the bare message: an error must not be lost because its view failed.
        }
        finally
        {
            _host.Screen.TakesOutputForError = false;
        }

        if (_host.Screen.ErrorCount == errorsBefore) _host.Screen.WriteErrorLine(error.Exception.Message);
    }

    private static void AddOutDefault(PowerShell powerShell)
    {
        Command command = new("Out-Default")
        {
            MergeUnclaimedPreviousCommandResults = PipelineResultTypes.Error | PipelineResultTypes.Output,
        };
        powerShell.Commands.AddCommand(command);
    }
}
