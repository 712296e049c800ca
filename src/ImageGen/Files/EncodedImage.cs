using System;
using System.IO;

namespace ImageGen.Files;

/// <summary>An encoded image that is sent along: bytes, or a file that is read while it is sent.</summary>
internal sealed class EncodedImage
{
    private readonly byte[]? _bytes;

    public EncodedImage(byte[] bytes, string mediaType, string? path = null)
    {
        _bytes = bytes;
        Length = bytes.Length;
        MediaType = mediaType;
        Path = path;
    }

    public EncodedImage(string path, long length, string mediaType)
    {
        Length = length;
        MediaType = mediaType;
        Path = path;
    }

    public long Length { get; }

    public string MediaType { get; }

    /// <summary>Format and dimensions, as who read the image found them; else read when first asked for.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public ImageHeader Header
    {
        get => field ??= ReadHeader();
        init;
    }

    /// <summary>False where the bytes are read from the file.</summary>
    public bool IsInMemory => _bytes is not null;

    /// <summary>The file that the image came from, if it did.</summary>
    public string? Path { get; }

    /// <exception cref="IOException">The file cannot be read.</exception>
    public Stream OpenRead()
    {
        if (_bytes is not null) return new MemoryStream(_bytes, writable: false);

        try
        {
            return File.OpenRead(Path!);
        }
        catch (Exception exception) when (exception is not IOException && FileFailure.IsFileFailure(exception))
        {
            throw new IOException(exception.Message, exception);
        }
    }

    private ImageHeader ReadHeader()
    {
        using Stream stream = OpenRead();
        return ImageHeader.ReadStart(stream);
    }
}
