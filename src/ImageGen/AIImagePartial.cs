using System;
using System.IO;

namespace ImageGen;

/// <summary>
/// A preview that the service sent while it was drawing; the final image of the stream is an <see cref="AIImage"/>.
/// </summary>
public sealed class AIImagePartial
{
    internal AIImagePartial()
    {
    }

    /// <summary>Number of the preview, from 0 (<c>partial_image_index</c>).</summary>
    public int PartialIndex { get; internal init; }

    /// <summary>The encoded preview.</summary>
    public byte[] Bytes { get; internal init; } = [];

    /// <summary>
    /// Format found in the bytes: <c>png</c>, <c>jpeg</c>, <c>webp</c>; null when it is none of these.
    /// </summary>
    public string? Format { get; internal init; }

    /// <summary>Width in pixels, read from the preview's header.</summary>
    public int Width { get; internal init; }

    /// <summary>Height in pixels, read from the preview's header.</summary>
    public int Height { get; internal init; }

    /// <summary>The prompt as it was sent.</summary>
    public string? Prompt { get; internal init; }

    /// <summary>Id of the response in progress.</summary>
    public string? ResponseId { get; internal init; }

    /// <summary>Id of the image generation call in progress (<c>item_id</c>).</summary>
    public string? Id { get; internal init; }

    /// <summary>Position of the image's input in the pipeline, from 0.</summary>
    public int Index { get; internal init; }

    /// <summary>Always false; the final image has true.</summary>
    public bool IsFinal => false;

    /// <summary>Opens the encoded preview for reading.</summary>
    /// <returns>A stream over the bytes.</returns>
    public Stream OpenRead() => new MemoryStream(Bytes, writable: false);

    /// <summary>The encoded preview as base64, without a prefix.</summary>
    /// <returns>The base64 text.</returns>
    public string ToBase64() => Convert.ToBase64String(Bytes);

    /// <summary>Id and number of the preview.</summary>
    /// <returns>A short text that names the preview.</returns>
    public override string ToString() => $"{Id ?? nameof(AIImagePartial)} partial {PartialIndex}";
}
