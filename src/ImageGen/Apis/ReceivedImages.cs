using System;
using ImageGen.Lifting;

namespace ImageGen.Apis;

/// <summary>From an image field of an answer to an image.</summary>
internal static class ReceivedImages
{
    /// <summary>
    /// The final image of a field, or why there is none; neither when the field holds none, or one that was taken
    /// already.
    /// </summary>
    public static (ReceivedImage? Image, AIImageException? Failure) Take(
        ImageText? field, LiftedImages lifted, string? requestId, string? responseId = null)
    {
        try
        {
            ReceivedImage? image = lifted.Take(field, isPartial: false);
            return image is not null && ForeignContent.DescribeContent(image) is string foreign
                ? (null, Foreign(foreign, image, requestId, responseId))
                : (image, null);
        }
        catch (FormatException exception)
        {
            AIImageException failure = new(
                ErrorIds.InvalidResponse,
                $"{exception.Message} The image was made and may have been billed.",
                exception)
            {
                StatusCode = 200,
                RequestId = requestId,
                ResponseId = responseId,
            };
            return (null, failure);
        }
    }

    private static AIImageException Foreign(string what, ReceivedImage image, string? requestId, string? responseId)
    {
        ImageFacts facts = new() { ResponseId = responseId, RequestId = requestId };
        return new AIImageException(
            ErrorIds.InvalidResponse, $"{what} The request may have been billed; the received data is in "
                + "Exception.Image.")
        {
            StatusCode = 200,
            RequestId = requestId,
            ResponseId = responseId,
            Image = new AIImage(facts).WithBytes(image.ReadAll()),
        };
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
