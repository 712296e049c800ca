using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ImageGen.Files;
using ImageGen.Orders;
using ImageGen.Text;

namespace ImageGen.Parameters;

/// <summary>From paths as PowerShell has them to paths of the file system.</summary>
/// <param name="paths">The location, the drives and the home folder of the session.</param>
/// <param name="hasLiteralPath">The command has a parameter for names that are no patterns.</param>
internal sealed class SessionPaths(PathIntrinsics paths, bool hasLiteralPath = false)
{
    private const string FileSystem = "FileSystem";

    private static readonly char[] s_special = ['\\', ':', '~', '`', '*', '?', '[', ']', '\0'];

    /// <summary>Full path of a file that need not exist.</summary>
    /// <exception cref="AIImageException">The path is not on a file system, or the system cannot hold it.</exception>
    public string FullPath(string path) => TryFullPath(path, out AIImageException? failure) ?? throw failure!;

    /// <summary>Full path of a file, a folder or a template to save to, and whether it is a folder.</summary>
    /// <exception cref="AIImageException">The path is not on a file system, or the system cannot hold it.</exception>
    public string FullTarget(string path, out bool isFolder)
    {
        string full = FullPath(path);
        isFolder = OutputTarget.IsFolderPath(path, full);
        string? fault = isFolder ? PathCheck.FindFault(full + "/") : null;
        return fault is null ? full : throw Impossible(path, fault);
    }

    /// <summary>
    /// The same as <see cref="FullPath"/>; the path as it is where it cannot be one here, for it may be another
    /// computer's.
    /// </summary>
    public string FullPathOrSame(string path) => TryFullPath(path, out _) ?? path;

    /// <summary>Full paths of the existing files that a path with wildcards stands for.</summary>
    /// <exception cref="AIImageException">No file matches.</exception>
    public IReadOnlyList<string> Matching(string path)
    {
        IReadOnlyList<string> files = TryMatching(path, out AIImageException? failure);
        return failure is null ? files : throw failure;
    }

    /// <summary>The same; none, and why, where no file matches.</summary>
    private IReadOnlyList<string> TryMatching(string path, out AIImageException? failure)
    {
        List<string> files = [];
        Exception? reason = null;
        try
        {
            IEnumerable<string> found = paths.GetResolvedProviderPathFromPSPath(path, out ProviderInfo provider);
            if (provider.Name == FileSystem) files.AddRange(found.Where(System.IO.File.Exists));
        }
        catch (Exception exception) when (IsPathFailure(exception))
        {
            reason = exception;
        }

        failure = files.Count > 0 ? null : NotFound(path, reason);
        return files;
    }

    /// <summary>
    /// All files that match one of the patterns; a pattern that none matches stands for itself, with the reason.
    /// </summary>
    public IReadOnlyList<(string Path, AIImageException? Failure)> MatchingEach(IEnumerable<string> patterns)
    {
        List<(string, AIImageException?)> found = [];
        foreach (string pattern in patterns)
        {
            IReadOnlyList<string> files = TryMatching(pattern, out AIImageException? failure);
            found.AddRange(files.Select(file => (file, (AIImageException?)null)));
            if (failure is not null) found.Add((pattern, failure));
        }

        return found;
    }

    /// <summary>The file of that very name where there is one; else the files that match it as a pattern.</summary>
    /// <exception cref="AIImageException">There is no such file.</exception>
    public IReadOnlyList<string> Named(string path) =>
        TryFullPath(path, out _) is string file && System.IO.File.Exists(file) ? [file] : Matching(path);

    /// <summary>
    /// A full path as a path of PowerShell: where the location is not on a file system, it says that it is itself.
    /// </summary>
    public string Qualified(string fullPath) => paths.CurrentLocation.Provider.Name == FileSystem
        ? fullPath
        : $"{FileSystem}::{fullPath}";

    /// <summary>True for what PowerShell, or the file system below it, throws for a path that it cannot use.</summary>
    public static bool IsPathFailure(Exception exception) =>
        exception is ItemNotFoundException or DriveNotFoundException or ProviderNotFoundException
            or ProviderInvocationException or WildcardPatternException
        || FileFailure.IsFileFailure(exception);

    private string? TryFullPath(string path, out AIImageException? failure)
    {
        failure = null;
        try
        {
            ProviderInfo? provider = null;
            string full = IsResolved(path) ? path : FileNameToken.Around(
                path, bare => paths.GetUnresolvedProviderPathFromPSPath(bare, out provider, out _));
            string? fault = provider is not null && provider.Name != FileSystem
                ? "it is not a path of the file system"
                : PathCheck.FindFault(full);
            if (fault is null) return full;

            failure = Impossible(path, fault);
        }
        catch (Exception exception) when (IsPathFailure(exception))
        {
            failure = InvalidRequest(PlainText.Line(exception.Message, 500), exception);
        }

        return null;
    }

    /// <summary>
    /// True for a full path on the drive of a system without drive letters, in which PowerShell has nothing to replace.
    /// It would read the list of mounted file systems each time, which is the most that a row of thousands costs.
    /// </summary>
    internal bool IsResolved(string path) =>
        path.Length > 1
        && path[0] == '/'
        && path.IndexOfAny(s_special) < 0
        && paths.CurrentLocation is { Drive.Name: "/", Provider.Name: FileSystem }
        && path[path.Length - 1] != '/'
        && System.IO.Path.GetFullPath(path) == path;

    private static AIImageException Impossible(string path, string fault) =>
        InvalidRequest($"'{PlainText.Line(path)}' cannot be the path of a file: {PlainText.Line(fault)}.");

    private static AIImageException InvalidRequest(string message, Exception? exception = null) =>
        new(ErrorIds.InvalidRequest, message, exception);

    private AIImageException NotFound(string path, Exception? exception)
    {
        bool isPattern = hasLiteralPath && path.IndexOfAny(['[', ']']) >= 0;
        return new AIImageException(
            ErrorIds.ImageReadFailed,
            $"The file '{PlainText.Line(path)}' does not exist."
            + (isPattern ? " Brackets are wildcards in -Path; use -LiteralPath." : string.Empty),
            exception);
    }
}
