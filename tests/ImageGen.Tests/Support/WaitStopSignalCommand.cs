using System.Management.Automation;
using System.Threading;

namespace ImageGen.Tests.Support;

/// <summary>Stands behind a command in a pipeline and tells that the command was stopped.</summary>
[Cmdlet(VerbsLifecycle.Wait, "StopSignal")]
public sealed class WaitStopSignalCommand : PSCmdlet
{
    /// <summary>What is passed through.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Set when the commands in front were stopped.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public ManualResetEventSlim Signal { get; set; } = default!;

    /// <summary>Runs for each input; waits there for the stop.</summary>
    [Parameter(Position = 1)]
    public ManualResetEventSlim? Reached { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        Reached?.Set();
        Signal.Wait();
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => Signal.Set();
}
