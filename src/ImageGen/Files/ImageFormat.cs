using System;
using System.IO;

namespace ImageGen.Files;

/// <summary>One image format: a row of <see cref="ImageFormats"/>.</summary>
/// <param name="Name">The name that the service uses, such as <c>jpeg</c>.</param>
/// <param name="Title">The name in a sentence, with its article.</param>
/// <param name="MediaType">The media type, such as <c>image/jpeg</c>.</param>
/// <param name="Extensions">The file name extensions in lower case; the first is the one that a new file gets.</param>
internal sealed record ImageFormat(string Name, string Title, string MediaType, params string[] Extensions)
{
    /// <summary>True where the first bytes are those of this format.</summary>
    public delegate bool Recognizer(ReadOnlySpan<byte> start);

    /// <summary>Width and height in pixels; 0 where the bytes do not say.</summary>
    public delegate (int Width, int Height) SizeReader(ReadOnlySpan<byte> start);

    /// <summary>
    /// True where a whole image has content credentials; their manifest is copied if a stream is given.
    /// </summary>
    public delegate bool CredentialsReader(Stream image, MemoryStream? manifest);

    public required Recognizer IsStart { get; init; }

    public required SizeReader ReadSize { get; init; }

    /// <summary>Null where none are looked for.</summary>
    public CredentialsReader? ReadCredentials { get; init; }

    /// <summary>Maximum number of bytes before the end of the header.</summary>
    public int HeaderLength { get; init; } = ImageFormats.UsualHeaderLength;

    /// <summary>The service accepts it as an input of an edit.</summary>
    public bool IsInput { get; init; }

    /// <summary>Previews and overlay checks can decode it.</summary>
    public bool IsDecoded { get; init; }

    /// <summary>The service makes it with a transparent background.</summary>
    public bool HasTransparency { get; init; }

    /// <summary>The service compresses it by <c>output_compression</c>.</summary>
    public bool HasCompression { get; init; }

    /// <summary>The service streams partial images of it, and its number of tokens is known.</summary>
    public bool IsRaster { get; init; }
}
