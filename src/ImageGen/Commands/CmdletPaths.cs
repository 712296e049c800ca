using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using ImageGen.Parameters;

namespace ImageGen.Commands;

/// <summary>The paths of a cmdlet's session.</summary>
internal static class CmdletPaths
{
    public static SessionPaths Paths(this PSCmdlet cmdlet) => new(
        cmdlet.SessionState.Path, cmdlet.MyInvocation.MyCommand.Parameters.ContainsKey("LiteralPath"));

    /// <summary>Full path of a file that need not exist.</summary>
    /// <exception cref="AIImageException">The path is not on a file system, or the system cannot hold it.</exception>
    public static string FullPath(this PSCmdlet cmdlet, string path) => cmdlet.Paths().FullPath(path);

    /// <summary>
    /// A file as <c>Get-Item</c> emits it, hidden ones too, so that it has a PSPath and its usual view.
    /// </summary>
    public static object ItemAt(this PSCmdlet cmdlet, string fullPath)
    {
        try
        {
            string[] path = [cmdlet.Paths().Qualified(fullPath)];
            return cmdlet.InvokeProvider.Item.Get(path, force: true, literalPath: true).First();
        }
        catch (Exception exception) when (exception is InvalidOperationException
            || SessionPaths.IsPathFailure(exception))
        {
            // Somebody has taken it away meanwhile.
            return new FileInfo(fullPath);
        }
    }
}
