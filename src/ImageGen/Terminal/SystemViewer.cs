using System;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;
using ImageGen.Files;

namespace ImageGen.Terminal;

/// <summary>
/// The program that the system shows images with. On Linux and macOS it gets the file as a URI, in which no character
/// can be taken for more than it is.
/// </summary>
internal static class SystemViewer
{
    /// <summary>Opens a file that is known to be an image.</summary>
    /// <exception cref="AIImageException">There is no such program.</exception>
    public static void Open(string path)
    {
        try
        {
            using Process? viewer = Process.Start(StartInfoFor(path, Program));
        }
        catch (Exception exception) when (exception is ExternalException or InvalidOperationException
            || FileFailure.IsFileFailure(exception))
        {
            throw new AIImageException(
                ErrorIds.ImageReadFailed, $"There is no program to open '{path}'.", exception)
            {
                Advice = "Open the file yourself. On Linux, install the package xdg-utils.",
            };
        }
    }

    /// <summary>
    /// The file to open for an image: its own, if its name says that it is an image, else a new one in the folder for
    /// temporary files. The system chooses the program by the name.
    /// </summary>
    /// <exception cref="AIImageException">The file cannot be written.</exception>
    public static string FileFor(string? path, byte[] bytes, string? format)
    {
        if (path is not null && ImageFormats.OfFileName(path) is not null) return path;

        string copy = Path.Combine(
            Path.GetTempPath(), $"imagegen-{Guid.NewGuid():N}{ImageFormats.ExtensionOf(format)}");
        try
        {
            using FileStream file = new(copy, FileMode.CreateNew, FileAccess.Write);
            file.Write(bytes, 0, bytes.Length);
            return copy;
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            throw new AIImageException(
                ErrorIds.ImageWriteFailed, $"'{copy}' could not be written: {exception.Message}", exception);
        }
    }

    /// <param name="path">The image.</param>
    /// <param name="program">What opens it; null where the system knows itself.</param>
    public static ProcessStartInfo StartInfoFor(string path, string? program) => program is null
        ? new ProcessStartInfo(path) { UseShellExecute = true }
        : new ProcessStartInfo(program, new Uri(path).AbsoluteUri)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

    private static string? Program => RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? null
        : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? "open"
        : "xdg-open";
}
