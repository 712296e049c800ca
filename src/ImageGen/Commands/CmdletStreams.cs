using System;
using System.Management.Automation;
using ImageGen.Apis;
using ImageGen.Errors;
using ImageGen.Http;

namespace ImageGen.Commands;

/// <summary>How all cmdlets of the module report errors and progress.</summary>
internal static class CmdletStreams
{
    /// <summary>Runs one piece of work; its failure is an error for one input, and the other inputs continue.</summary>
    public static void Attempt(this PSCmdlet cmdlet, CommandInput input, Action work)
    {
        try
        {
            work();
        }
        catch (AIImageException exception)
        {
            cmdlet.Fail(exception, input);
        }
        catch (Exception exception) when (cmdlet.Stopping && exception is not PipelineStoppedException)
        {
            // What is cut off may fail in any way; the user has stopped it.
            throw new PipelineStoppedException();
        }
    }

    /// <summary>The same for what is the only input, or none.</summary>
    public static void Attempt(this PSCmdlet cmdlet, object? target, Action work) =>
        cmdlet.Attempt(new CommandInput(target), work);

    /// <summary>An error for one input; the other inputs continue.</summary>
    public static void Fail(this PSCmdlet cmdlet, AIImageException exception, CommandInput input)
    {
        exception.Index ??= input.Index;
        cmdlet.WriteError(RecordOf(cmdlet, exception, input.Target, input.Prefix));
    }

    /// <summary>An error that ends the command.</summary>
    public static void Terminate(this PSCmdlet cmdlet, AIImageException exception, object? target = null) =>
        cmdlet.ThrowTerminatingError(RecordOf(cmdlet, exception, target));

    /// <summary>
    /// Writes a verbose line. With -Debug and not -Verbose the engine would stop at it and ask whether to continue.
    /// </summary>
    public static void Tell(this PSCmdlet cmdlet, string text)
    {
        bool isDebugOnly = cmdlet.MyInvocation.BoundParameters.ContainsKey("Debug")
            && !cmdlet.MyInvocation.BoundParameters.ContainsKey("Verbose");
        if (isDebugOnly) cmdlet.WriteDebug(text);
        else cmdlet.WriteVerbose(text);
    }

    /// <summary>Emits an image that was received.</summary>
    public static void EmitReceived(this PSCmdlet cmdlet, GenerationEvent e)
    {
        if (e is Received received) cmdlet.WriteObject(received.ToImage());
    }

    private static ErrorRecord RecordOf(
        PSCmdlet cmdlet, AIImageException exception, object? target, string prefix = "") =>
        ErrorRecords.Create(exception, target, cmdlet.MyInvocation.MyCommand.Parameters.Keys, prefix);
}
