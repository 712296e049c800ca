namespace ImageGen.Gallery;

/// <summary>One image of the page: what is known of it, and where its bytes are; not the bytes.</summary>
internal sealed class GalleryEntry(AIImage image)
{
    public ImageFacts Facts { get; } = image.Facts;

    public string? Path { get; } = image.FullName;

    public string? Format { get; } = image.Format;

    public string? MediaType { get; } = image.MediaType;

    public int Width { get; } = image.Width;

    public int Height { get; } = image.Height;

    public long Length { get; } = image.Length;

    public bool HasContentCredentials { get; } = image.HasContentCredentials;

    public bool Resumed { get; } = image.Resumed;

    /// <summary>The number of the element that holds its bytes; null where it is linked.</summary>
    public int? Embedded { get; init; }

    /// <summary>Not an input: another image was edited from it.</summary>
    public bool IsSource { get; init; }

    /// <summary>The position of the image that it was edited from; null where that is not on the page.</summary>
    public int? Parent { get; set; }
}
