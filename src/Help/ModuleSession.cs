using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace ImageGen.Help;

/// <summary>The real engine with the module in it: parameter sets and positions are asked for, not guessed.</summary>
internal sealed class ModuleSession : IDisposable
{
    private readonly Runspace _runspace;

    private ModuleSession(Runspace runspace, IReadOnlyList<CmdletInfo> cmdlets)
    {
        _runspace = runspace;
        Cmdlets = cmdlets;
    }

    /// <summary>Gets the module's cmdlets by name.</summary>
    public IReadOnlyList<CmdletInfo> Cmdlets { get; }

    /// <summary>Imports a binary module.</summary>
    public static ModuleSession Import(string assemblyPath)
    {
        Runspace runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();

        // The engine resolves a parameter's metadata in the thread's runspace.
        Runspace.DefaultRunspace = runspace;
        PSModuleInfo module = Invoke<PSModuleInfo>(
            runspace,
            shell => shell.AddCommand("Import-Module")
                .AddParameter("Name", assemblyPath)
                .AddParameter("PassThru")
                .AddParameter("ErrorAction", ActionPreference.Stop)).Single();
        IEnumerable<CmdletInfo> cmdlets = module.ExportedCmdlets.Values
            .OrderBy(cmdlet => cmdlet.Name, StringComparer.OrdinalIgnoreCase);
        return new ModuleSession(runspace, [.. cmdlets]);
    }

    /// <inheritdoc/>
    public void Dispose() => _runspace.Dispose();

    private static IEnumerable<T> Invoke<T>(Runspace runspace, Action<PowerShell> command)
    {
        using PowerShell shell = PowerShell.Create(runspace);
        command(shell);
        return shell.Invoke<T>();
    }
}
