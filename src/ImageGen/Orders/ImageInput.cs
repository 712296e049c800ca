using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ImageGen.Files;
using ImageGen.Text;

namespace ImageGen.Orders;

/// <summary>A source image of an edit.</summary>
internal abstract class ImageInput
{
    /// <summary>Width and height in pixels; zeros where they are not known here.</summary>
    public virtual (int Width, int Height) Dimensions => default;
}

/// <summary>An encoded image that is sent along.</summary>
internal sealed class ImageData(EncodedImage content) : ImageInput
{
    public EncodedImage Content { get; } = content;

    /// <inheritdoc/>
    public override (int Width, int Height) Dimensions => (Content.Header.Width, Content.Header.Height);
}

/// <summary>An <c>https</c> address that the service fetches itself.</summary>
internal sealed class ImageAddress(Uri address) : ImageInput
{
    public Uri Address { get; } = address;
}

/// <summary>A file that was uploaded to the service before.</summary>
internal sealed class ImageFile(string fileId) : ImageInput
{
    public string FileId { get; } = fileId;
}

/// <summary>
/// An earlier result, which the service may still have; <see cref="Load"/> gives its bytes if anything does.
/// </summary>
internal sealed class EarlierImage : ImageInput
{
    public string? Id { get; init; }

    public string? ResponseId { get; init; }

    public string? Path { get; init; }

    public string? Service { get; init; }

    public bool Stored { get; init; }

    /// <summary>0 when it is not known.</summary>
    public int Width { get; init; }

    /// <summary>0 when it is not known.</summary>
    public int Height { get; init; }

    /// <inheritdoc/>
    public override (int Width, int Height) Dimensions => (Width, Height);

    /// <summary>Tokens of the conversation that its response ends; null when they are not known.</summary>
    public long? ContextTokens { get; init; }

    /// <summary>Tokens of the images that went into it; null when they are not known.</summary>
    public long? ImageTokens { get; init; }

    /// <summary>
    /// Reads the bytes; throws <c>ImageReadFailed</c> when they cannot be read. Null when there are none.
    /// </summary>
    public Func<ImageData>? Load { get; init; }
}

/// <summary>The inputs of one edit in the order given, and what the result will name as its parent.</summary>
internal sealed record ImageInputs(IReadOnlyList<ImageInput> Items, AIImageContext Context)
{
    public static readonly ImageInputs None = new([], AIImageContext.Auto);

    private const int Most = 16;

    /// <summary>The first image, as far as it is an earlier result or a file.</summary>
    public ImageParent Parent => First switch
    {
        EarlierImage earlier => new(earlier.Id, earlier.ResponseId, earlier.Path),
        ImageData data => new(null, null, data.Content.Path),
        _ => default,
    };

    /// <summary>
    /// Each image by its file, id or URL, which is kept without a password; null for one that is only bytes.
    /// </summary>
    public IReadOnlyList<string?> Names => [.. Items.Select(NameOf)];

    /// <summary>The name of the first image's file without its extension; null where it has no file.</summary>
    public string? FileName => Path.GetFileNameWithoutExtension(Parent.Path);

    /// <summary>The same with its extension.</summary>
    public string? SourceName => Path.GetFileName(Parent.Path);

    private ImageInput? First => Items.Count > 0 ? Items[0] : null;

    private static string? NameOf(ImageInput image) => image switch
    {
        EarlierImage earlier => earlier.Path ?? earlier.Id ?? earlier.ResponseId,
        ImageData data => data.Content.Path,
        ImageAddress address => UserInfo.Cut(address.Address.AbsoluteUri),
        ImageFile file => file.FileId,
        _ => null,
    };

    /// <exception cref="AIImageException">There are more images than an edit takes.</exception>
    public void CheckCount()
    {
        if (Items.Count > Most)
        {
            throw new AIImageException(
                ErrorIds.InvalidRequest, $"An edit accepts at most {Most} images, not {Items.Count}.");
        }
    }
}
