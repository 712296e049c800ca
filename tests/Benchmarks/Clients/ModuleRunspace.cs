using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace ImageGen.Benchmarks.Clients;

/// <summary>A runspace as the shell has it, with the assembled module.</summary>
internal sealed class ModuleRunspace : IDisposable
{
    private readonly Runspace _runspace;

    /// <param name="more">Cmdlets beside those of the module.</param>
    public ModuleRunspace(params IEnumerable<SessionStateCommandEntry> more)
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.Commands.Add(more);
        _runspace = RunspaceFactory.CreateRunspace(state);
        _runspace.ThreadOptions = PSThreadOptions.ReuseThread;
        _runspace.Open();
        Invoke(shell => shell.AddCommand("Import-Module").AddParameter("Name", Manifest));
    }

    public static string Manifest
    {
        get
        {
            string folder = typeof(ModuleRunspace).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
                .Single(attribute => attribute.Key == "ModuleFolder").Value!;
            return Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, folder, "ImageGen.psd1"));
        }
    }

    public AIImageService Connect(Uri address)
    {
        PSDataCollection<PSObject> output = Invoke(shell => shell
            .AddCommand("Connect-AIImageService")
            .AddParameter("ApiKey", ServiceKeys.Key)
            .AddParameter("BaseUri", address)
            .AddParameter("Force")
            .AddParameter("PassThru"));
        return (AIImageService)output.Single().BaseObject;
    }

    /// <summary>Runs one pipeline.</summary>
    /// <param name="command">Adds the command to run.</param>
    /// <param name="input">What is piped in, if anything.</param>
    /// <param name="onOutput">Called on the pipeline's thread with each object, which is then not kept.</param>
    public PSDataCollection<PSObject> Invoke(
        Action<PowerShell> command, IEnumerable? input = null, Action<object>? onOutput = null)
    {
        using PowerShell shell = PowerShell.Create(_runspace);
        command(shell);
        PSDataCollection<PSObject> output = [];
        if (onOutput is not null)
        {
            output.DataAdded += (_, _) =>
            {
                foreach (PSObject item in output.ReadAll()) onOutput(item.BaseObject);
            };
        }

        shell.Invoke(input, output, new PSInvocationSettings { ErrorActionPreference = ActionPreference.Stop });
        return output;
    }

    public void Dispose() => _runspace.Dispose();
}
