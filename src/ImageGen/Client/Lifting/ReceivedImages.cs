using System;
using ImageGen.Wire;

namespace ImageGen.Client.Lifting;

/// <summary>From an image field of an answer to an image.</summary>
internal static class ReceivedImages
{
    /// <summary>The image of a field; null when the field holds none, or one that was taken already.</summary>
    /// <exception cref="AIImageException">The field is no base64.</exception>
    public static ReceivedImage? Take(
        ImageText? field, LiftedImages lifted, string? requestId, string? responseId = null)
    {
        try
        {
            return lifted.Take(field);
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

    public static AIImagePartial Partial(
        ReceivedImage image, int? number, string? prompt, int index, string? id = null, string? responseId = null) => new()
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
