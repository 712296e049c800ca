using System;
using ImageGen.Wire;

namespace ImageGen.Client.Lifting;

/// <summary>From an image field of an answer to an image.</summary>
internal static class ReceivedImages
{
    /// <summary>The final image of a field; null when the field holds none, or one that was taken already.</summary>
    /// <exception cref="AIImageException">The field is no base64.</exception>
    public static ReceivedImage? Take(
        ImageText? field, LiftedImages lifted, string? requestId, string? responseId = null)
    {
        try
        {
            return lifted.Take(field, isPartial: false);
        }
        catch (FormatException exception)
        {
            throw new AIImageException(
                ErrorIds.InvalidResponse,
                $"{exception.Message} The image was made and may have been billed.",
                exception)
            {
                StatusCode = 200,
                RequestId = requestId,
                ResponseId = responseId,
            };
        }
    }

    /// <summary>A preview; null when it cannot be read, for the final image is what counts.</summary>
    public static AIImagePartial? TakePartial(
        ImageText? field,
        LiftedImages lifted,
        int? number,
        string? prompt,
        int index,
        string? id = null,
        string? responseId = null)
    {
        try
        {
            return lifted.Take(field, isPartial: true) is not ReceivedImage image ? null : new AIImagePartial
            {
                PartialIndex = number ?? 0,
                Bytes = image.Bytes!,
                Format = image.Header.Format,
                Width = image.Header.Width,
                Height = image.Header.Height,
                Prompt = prompt,
                ResponseId = responseId,
                Id = id,
                Index = index,
            };
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
