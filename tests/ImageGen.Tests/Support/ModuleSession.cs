using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using ImageGen.Parameters;
using ImageGen.Service;

namespace ImageGen.Tests.Support;

/// <summary>A runspace of the real engine with the assembled module, in a folder of its own.</summary>
internal sealed class ModuleSession : IDisposable
{
    private readonly Runspace _runspace;

    public ModuleSession()
    {
        Folder = Directory.CreateTempSubdirectory("imagegen-test-").FullName;
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.ThrowOnRunspaceOpenError = true;
        _runspace = RunspaceFactory.CreateRunspace(state);
        _runspace.Open();
        _runspace.SessionStateProxy.Path.SetLocation(Folder);
        Run($"Import-Module '{ModulePath}'").ThrowIfFailed();
    }

    public static string ModulePath => Path.Combine(AppContext.BaseDirectory, "module", "ImageGen", "ImageGen.psd1");

    /// <summary>The session's location; it is removed at the end.</summary>
    public string Folder { get; }

    public Runspace Runspace => _runspace;

    /// <summary>Opens the files of received images; null is the usual way.</summary>
    public Func<string, FileStream>? Disk
    {
        set => ServiceState.Of(_runspace).OpenFile = value;
    }

    /// <summary>The clock of the session's requests.</summary>
    public IClock Clock
    {
        set => ServiceState.Of(_runspace).Clock = value;
    }

    /// <summary>A session that is connected to the sandbox.</summary>
    public static ModuleSession WithSandbox()
    {
        ModuleSession session = new();
        session.Run("Connect-AIImageService -Sandbox").ThrowIfFailed();
        return session;
    }

    /// <summary>A session that is connected to a service on loopback with a key.</summary>
    public static ModuleSession With(LoopbackService service) => With(service.BaseUri);

    /// <summary>A session that is connected to whatever answers there, with a key.</summary>
    public static ModuleSession With(Uri baseUri)
    {
        ModuleSession session = new();
        session.Run(
            $"Connect-AIImageService -ApiKey '{LoopbackService.Key}' -BaseUri '{baseUri}' "
            + $"-Project {NewProject()} -Name '{new Uri(baseUri.ToString()).Authority}'")
            .ThrowIfFailed();
        return session;
    }

    /// <summary>
    /// A project of a test's own. The process remembers the rate limits of each, and another test may have had the same
    /// port a moment ago.
    /// </summary>
    public static string NewProject() => $"proj_{Guid.NewGuid():N}";

    /// <summary>Runs a script to its end. Variables are set in the session before.</summary>
    public RunResult Run(string script, params (string Name, object? Value)[] variables)
    {
        foreach ((string name, object? value) in variables) _runspace.SessionStateProxy.SetVariable(name, value);
        using PowerShell shell = PowerShell.Create(_runspace);
        shell.AddScript(script);
        List<PSObject> output = [];
        Exception? thrown = null;
        try
        {
            shell.Invoke(null, output);
        }
        catch (RuntimeException exception)
        {
            thrown = exception;
        }

        return new RunResult(
            output,
            [.. shell.Streams.Error],
            [.. shell.Streams.Warning.Select(record => record.Message)],
            [.. shell.Streams.Verbose.Select(record => record.Message)],
            [.. shell.Streams.Debug.Select(record => record.Message)],
            [.. shell.Streams.Progress],
            thrown);
    }

    /// <summary>A PowerShell on this session's runspace, for tests that stop it.</summary>
    public PowerShell Create(string script)
    {
        PowerShell shell = PowerShell.Create(_runspace);
        shell.AddScript(script);
        return shell;
    }

    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>All files below the session's folder, hidden ones too.</summary>
    public IReadOnlyList<string> AllFiles() =>
    [
        .. Directory.EnumerateFiles(Folder, "*", new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = FileAttributes.None,
        }).Order(StringComparer.Ordinal),
    ];

    public void Dispose()
    {
        _runspace.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>What came out of each stream.</summary>
internal sealed record RunResult(
    IReadOnlyList<PSObject> Output,
    IReadOnlyList<ErrorRecord> Errors,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<string> Verbose,
    IReadOnlyList<string> Debug,
    IReadOnlyList<ProgressRecord> Progress,
    Exception? Thrown)
{
    public IReadOnlyList<AIImage> Images => [.. Output.Select(item => item.BaseObject).OfType<AIImage>()];

    /// <summary>The error record, written or thrown, of a run that failed once.</summary>
    public ErrorRecord Error => (Thrown as RuntimeException)?.ErrorRecord ?? Errors.Single();

    /// <summary>The stable id of that error, without the name of the cmdlet.</summary>
    public string ErrorId => Error.FullyQualifiedErrorId.Split(',')[0];

    public RunResult ThrowIfFailed()
    {
        if (Thrown is not null) throw Thrown;
        if (Errors.Count > 0) throw new InvalidOperationException(Errors[0].ToString(), Errors[0].Exception);
        return this;
    }
}
