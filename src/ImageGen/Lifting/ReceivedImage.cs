using System;
using ImageGen.Files;

namespace ImageGen.Lifting;

/// <summary>A whole image: its bytes, or the temporary file that holds them. Disposing removes a file without a name.</summary>
internal sealed record ReceivedImage(ImageHeader Header, long Length, byte[]? Bytes, TemporaryFile? File) : IDisposable
{
    /// <summary>The bytes; those of the temporary file are read, and the file is removed.</summary>
    public byte[] ReadAll()
    {
        if (File is null) return Bytes!;

        using (File) return File.ReadAll();
    }

    public void Dispose() => File?.Dispose();
}
