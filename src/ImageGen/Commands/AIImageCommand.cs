using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using ImageGen.Client;
using ImageGen.Errors;

namespace ImageGen.Commands;

/// <summary>
/// What all cmdlets share: one cancellation source, the pull from the engine, and errors of one shape.
/// </summary>
public abstract class AIImageCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    private protected CancellationToken StopToken => _stopping.Token;

    /// <summary>Ends what is under way.</summary>
    public void Dispose()
    {
        EndAll();
        _stopping.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the requests of a pipeline that is over, however it came to its end.</summary>
    private protected virtual void EndAll()
    {
    }

    /// <summary>Ends the request that is under way when the user presses Ctrl+C.</summary>
    protected override void StopProcessing() => _stopping.Cancel();

    /// <summary>Runs one piece of work; its failure is an error for one input, and the rest goes on.</summary>
    private protected void Attempt(object? target, Action work)
    {
        try
        {
            work();
        }
        catch (AIImageException exception)
        {
            WriteError(ErrorRecords.Create(exception, target));
        }
        catch (Exception) when (_stopping.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    private protected void Terminate(AIImageException exception, object? target = null) =>
        ThrowTerminatingError(ErrorRecords.Create(exception, target));

    /// <summary>
    /// Writes a verbose line. With -Debug and not -Verbose the engine would stop at it and ask whether to continue.
    /// </summary>
    private protected void Tell(string text)
    {
        bool isDebugOnly = MyInvocation.BoundParameters.ContainsKey("Debug")
            && !MyInvocation.BoundParameters.ContainsKey("Verbose");
        if (isDebugOnly) WriteDebug(text);
        else WriteVerbose(text);
    }

    /// <summary>Full path of a file that need not exist.</summary>
    /// <exception cref="AIImageException">The path is not on a file system.</exception>
    private protected string FullPath(string path)
    {
        try
        {
            string full = SessionState.Path.GetUnresolvedProviderPathFromPSPath(
                StartsWithToken(path) ? "./" + path : path, out ProviderInfo provider, out _);
            if (provider.Name == "FileSystem") return full;
        }
        catch (Exception exception) when (exception is ItemNotFoundException or DriveNotFoundException
            or ProviderNotFoundException or NotSupportedException or ArgumentException)
        {
            throw new AIImageException(ErrorIds.InvalidRequest, PlainText.Line(exception.Message, 500), exception);
        }

        throw new AIImageException(
            ErrorIds.InvalidRequest, $"'{PlainText.Line(path)}' is not a path of the file system.");
    }

    /// <summary>Full paths of the existing files that a path with wildcards stands for.</summary>
    /// <exception cref="AIImageException">No file matches.</exception>
    private protected IReadOnlyList<string> ExistingPaths(string path)
    {
        try
        {
            IEnumerable<string> found = SessionState.Path.GetResolvedProviderPathFromPSPath(path, out ProviderInfo provider);
            List<string> files = provider.Name == "FileSystem" ? found.Where(System.IO.File.Exists).ToList() : [];
            if (files.Count > 0) return files;
        }
        catch (Exception exception) when (exception is ItemNotFoundException or DriveNotFoundException
            or ProviderNotFoundException or WildcardPatternException)
        {
            throw NotFound(path, exception);
        }

        throw NotFound(path, null);
    }

    /// <summary>The colon of a token's format, as in {index:00}, would be taken for a drive's.</summary>
    private static bool StartsWithToken(string path)
    {
        int colon = path.IndexOf(':');
        return colon > 0 && path.LastIndexOf('{', colon) >= 0 && path.IndexOfAny(['/', '\\'], 0, colon) < 0;
    }

    private static AIImageException NotFound(string path, Exception? exception) =>
        new(ErrorIds.ImageReadFailed, $"There is no file '{PlainText.Line(path)}'.", exception);
}
