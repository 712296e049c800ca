using System.IO;
using System.Management.Automation;
using ImageGen.Parameters;

namespace ImageGen.Commands;

/// <summary>The methods that the module's types file gives to images, for they need the session they run in.</summary>
public static class ImageMethods
{
    /// <summary>Saves an image as <see cref="AIImage.Save"/> does, with the path as PowerShell reads it.</summary>
    /// <param name="image">The image.</param>
    /// <param name="path">The new file: relative to the location, on a drive, or below ~.</param>
    /// <returns>The saved file.</returns>
    /// <exception cref="AIImageException">The path cannot be that of a file.</exception>
    public static FileInfo Save(PSObject image, string path)
    {
        PSObject session = ScriptBlock.Create("$ExecutionContext").Invoke()[0];
        SessionPaths paths = new(((EngineIntrinsics)session.BaseObject).SessionState.Path);
        return ((AIImage)image.BaseObject).Save(paths.FullPath(path));
    }
}
