using System;
using System.IO;
using System.Security;
using ImageGen.Text;

namespace ImageGen.Files;

/// <summary>Tells the failures of files from the failures of the code.</summary>
internal static class FileFailure
{
    /// <summary>
    /// True when a file, or its name, cannot be used. .NET Framework has exceptions of its own for names that the
    /// system cannot hold.
    /// </summary>
    public static bool IsFileFailure(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or NotSupportedException or SecurityException
            or (ArgumentException and not (ArgumentNullException or ArgumentOutOfRangeException));

    /// <summary>Why the image of a file could not be read.</summary>
    public static AIImageException CannotRead(string path, Exception exception) => new(
        ErrorIds.ImageReadFailed,
        $"'{PlainText.Line(path)}' could not be read: {PlainText.Line(exception.Message)}",
        exception);
}
