using System;
using System.IO;

namespace ImageGen.Files;

/// <summary>
/// Format and dimensions of an encoded image, read from its first bytes. Dimensions are 0 where the header does not
/// tell.
/// </summary>
internal sealed class ImageHeader(string? format, int width, int height)
{
    private static readonly ImageHeader s_unknown = new(null, 0, 0);

    /// <summary>The name of the format; null for one that is not in <see cref="ImageFormats"/>.</summary>
    public string? Format { get; } = format;

    public int Width { get; } = width;

    public int Height { get; } = height;

    /// <summary>Content credentials are in the image; false as long as only its start was read.</summary>
    public bool HasContentCredentials { get; private init; }

    public static ImageHeader Read(ReadOnlySpan<byte> bytes)
    {
        if (ImageFormats.Recognize(bytes) is not ImageFormat format) return s_unknown;

        (int width, int height) = format.ReadSize(bytes);
        return new ImageHeader(format.Name, Math.Max(0, width), Math.Max(0, height));
    }

    /// <summary>Reads the header of a file without reading the whole file.</summary>
    public static ImageHeader ReadFile(string path)
    {
        // Without a buffer: of each chunk a few bytes are read, and a buffer would fill itself with what is not.
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
        return ReadStart(file);
    }

    /// <summary>Reads the header of a whole image and looks for content credentials.</summary>
    public static ImageHeader ReadStart(Stream stream) =>
        Read(ReadFirst(stream, ImageFormats.UsualHeaderLength)).Complete(stream);

    /// <summary>The header of an image in memory, and whether it has content credentials.</summary>
    public static ImageHeader ReadWhole(byte[] bytes) =>
        Read(bytes).WithCredentials(new MemoryStream(bytes, writable: false));

    /// <summary>The same header, with what the whole image says of dimensions and content credentials.</summary>
    public ImageHeader Complete(Stream whole)
    {
        bool goesOn = Width == 0 && ImageFormats.Find(Format) is { HeaderLength: > ImageFormats.UsualHeaderLength };
        ImageHeader header =
            goesOn ? Read(ReadFirst(whole, ImageFormats.Find(Format)!.HeaderLength)) : this;
        return header.WithCredentials(whole);
    }

    private ImageHeader WithCredentials(Stream whole) => ContentCredentials.AreIn(whole, Format)
        ? new ImageHeader(Format, Width, Height) { HasContentCredentials = true }
        : this;

    private static byte[] ReadFirst(Stream stream, int count)
    {
        stream.Position = 0;
        byte[] start = new byte[Math.Min(count, stream.Length)];
        stream.Fill(start);
        return start;
    }
}
