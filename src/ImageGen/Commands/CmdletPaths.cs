using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ImageGen.Files;
using ImageGen.Text;

namespace ImageGen.Commands;

/// <summary>From paths as PowerShell has them to paths of the file system.</summary>
internal static class CmdletPaths
{
    private const string FileSystem = "FileSystem";

    /// <summary>Full path of a file that need not exist.</summary>
    /// <exception cref="AIImageException">The path is not on a file system, or the system cannot hold it.</exception>
    public static string FullPath(this PSCmdlet cmdlet, string path)
    {
        try
        {
            string full = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(
                StartsWithToken(path) ? "./" + path : path, out ProviderInfo provider, out _);
            if (provider.Name != FileSystem)
            {
                throw Refuse($"'{PlainText.Line(path)}' is not a path of the file system.");
            }

            if (PathCheck.FindFault(full) is not string fault) return full;
            throw Refuse($"'{PlainText.Line(path)}' cannot be the path of a file: {PlainText.Line(fault)}.");
        }
        catch (Exception exception) when (IsPathFailure(exception))
        {
            throw Refuse(PlainText.Line(exception.Message, 500), exception);
        }
    }

    /// <summary>
    /// Full path of the file that an object names; the path itself where this system has no such place, for the object
    /// may come from another.
    /// </summary>
    public static string KnownPath(this PSCmdlet cmdlet, string path)
    {
        try
        {
            string full =
                cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
            return provider.Name == FileSystem ? full : path;
        }
        catch (Exception exception) when (IsPathFailure(exception))
        {
            return path;
        }
    }

    /// <summary>Full paths of the existing files that a path with wildcards stands for.</summary>
    /// <exception cref="AIImageException">No file matches.</exception>
    public static IReadOnlyList<string> ExistingPaths(this PSCmdlet cmdlet, string path)
    {
        try
        {
            IEnumerable<string> found =
                cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out ProviderInfo provider);
            List<string> files = provider.Name == FileSystem ? found.Where(System.IO.File.Exists).ToList() : [];
            if (files.Count > 0) return files;
        }
        catch (Exception exception) when (IsPathFailure(exception))
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

    /// <summary>True for what PowerShell, or the file system below it, throws for a path that it cannot use.</summary>
    private static bool IsPathFailure(Exception exception) =>
        exception is ItemNotFoundException or DriveNotFoundException or ProviderNotFoundException
            or ProviderInvocationException or WildcardPatternException
        || FileFailure.IsFileFailure(exception);

    private static AIImageException Refuse(string message, Exception? exception = null) =>
        new(ErrorIds.InvalidRequest, message, exception);

    private static AIImageException NotFound(string path, Exception? exception) =>
        new(ErrorIds.ImageReadFailed, $"There is no file '{PlainText.Line(path)}'.", exception);
}
