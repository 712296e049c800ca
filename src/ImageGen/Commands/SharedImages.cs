using System;
using System.Collections.Generic;
using ImageGen.Orders;

namespace ImageGen.Commands;

/// <summary>What every edit of one command has beside its own image; read once.</summary>
internal sealed class SharedImages
{
    /// <summary>Images that are added to each.</summary>
    public IReadOnlyList<ImageInput> References { get; private init; } = [];

    public ImageInput? Mask { get; private init; }

    public ImageInput? Markup { get; private init; }

    /// <exception cref="AIImageException">One is no image, or not one.</exception>
    public static SharedImages Read(
        object?[]? references,
        object?[]? mask,
        object?[]? markup,
        Func<object?[]?, IReadOnlyList<ImageInput>> read) => new()
        {
            References = read(references),
            Mask = Overlay(mask, "Mask", read),
            Markup = Overlay(markup, "Markup", read),
        };

    /// <summary>The one image of -Mask or -Markup; of an earlier result the bytes.</summary>
    private static ImageInput? Overlay(
        object?[]? images, string parameter, Func<object?[]?, IReadOnlyList<ImageInput>> read) =>
        images is null ? null : read(images) switch
        {
            [EarlierImage { Load: Func<ImageData> load }] => load(),
            [EarlierImage] => throw new AIImageException(
                ErrorIds.MaskInvalid,
                $"-{parameter} cannot be the id of a result. Get the image with Get-AIImage and pass that."),
            [ImageInput single] => single,
            { Count: int count } => throw new AIImageException(
                ErrorIds.MaskInvalid, $"-{parameter} must be one image, not {count}."),
        };
}
