using System;
using System.Collections.Generic;
using ImageGen.Orders;

namespace ImageGen.Commands;

/// <summary>What -Mask and -Markup take.</summary>
internal static class Overlays
{
    /// <summary>The one image that was given; of an earlier result the bytes.</summary>
    /// <exception cref="AIImageException">It is not one image, or an id alone.</exception>
    public static ImageInput Single(IReadOnlyList<ImageInput> images, string parameter) => images switch
    {
        [EarlierImage { Load: Func<ImageData> load }] => load(),
        [EarlierImage] => throw new AIImageException(
            ErrorIds.MaskInvalid,
            $"-{parameter} cannot be the id of a result. Get the image with Get-AIImage and pass that."),
        [ImageInput single] => single,
        _ => throw new AIImageException(ErrorIds.MaskInvalid, $"-{parameter} takes one image, not {images.Count}."),
    };
}
