using System;
using ImageGen.Files;

namespace ImageGen.Lifting;

/// <summary>
/// A whole image: its bytes, or the temporary file that holds them. Disposing removes a file without a name.
/// </summary>
internal sealed class ReceivedImage(ImageHeader header, long length, byte[]? bytes, TemporaryFile? file) : IDisposable
{
    public ImageHeader Header { get; } = header;

    /// <summary>Number of bytes.</summary>
    public long Length { get; } = length;

    /// <summary>Null where a file holds them.</summary>
    public byte[]? Bytes { get; } = bytes;

    /// <summary>Null where the image is in memory.</summary>
    public TemporaryFile? File { get; } = file;

    /// <summary>The bytes; those of the temporary file are read, and the file is removed.</summary>
    public byte[] ReadAll()
    {
        if (File is null) return Bytes!;

        using (File) return File.ReadAll();
    }

    public void Dispose() => File?.Dispose();
}
