using System;
using System.Collections.Generic;
using System.Linq;
using ImageGen.Client.Http;
using ImageGen.Client.Lifting;
using ImageGen.Wire;

namespace ImageGen.Client.Images;

/// <summary>The one place that reads the Images API's answer, whole or as events.</summary>
internal sealed class ImagesMapper(ServiceConnection connection, GenerationRequest request)
{
    /// <summary>All images of an answer, one after the other, each the caller's own.</summary>
    /// <exception cref="AIImageException">What stands for an image is none. It comes after the whole ones.</exception>
    public IEnumerable<AIImage> Images(ImagesResponse response, LiftedImages lifted, string? requestId, TimeSpan duration)
    {
        List<ImagesDatum> data = (response.Data ?? []).Where(datum => datum.B64Json is { Text.Length: > 0 }).ToList();
        AIImageException? failure = null;
        foreach (ImagesDatum datum in data)
        {
            ReceivedImage? image = null;
            try
            {
                image = ReceivedImages.Take(datum.B64Json, lifted, requestId);
            }
            catch (AIImageException exception)
            {
                failure ??= exception;
            }

            if (image is not null)
            {
                yield return Describe(response, datum.RevisedPrompt, data.Count, requestId, duration).With(image);
            }
        }

        if (failure is not null) throw failure;
    }

    /// <summary>The final image of an event, or null when it holds none.</summary>
    /// <exception cref="AIImageException">What stands for an image is none.</exception>
    public AIImage? Image(ImagesResponse e, LiftedImages lifted, string? requestId, TimeSpan duration) =>
        ReceivedImages.Take(e.B64Json, lifted, requestId) is ReceivedImage image
            ? Describe(e, revisedPrompt: null, images: 1, requestId, duration).With(image)
            : null;

    public AIImagePartial? Partial(ImagesResponse e, LiftedImages lifted) =>
        ReceivedImages.TakePartial(e.B64Json, lifted, e.PartialImageIndex, request.Prompt, request.Index);

    private AIImage Describe(
        ImagesResponse response, string? revisedPrompt, int images, string? requestId, TimeSpan duration)
    {
        EarlierImage? parent = request.Inputs.Items.FirstOrDefault() as EarlierImage;
        return new AIImage
        {
            Status = "completed",
            Prompt = request.Prompt,
            RevisedPrompt = PlainText.CleanOrNull(revisedPrompt),
            Action = request.IsEdit ? "edit" : "generate",
            Size = PlainText.CleanOrNull(response.Size),
            Quality = PlainText.CleanOrNull(response.Quality),
            Background = PlainText.CleanOrNull(response.Background),
            OutputFormat = PlainText.CleanOrNull(response.OutputFormat),
            ImageModel = request.Options.ImageModel,
            Usage = UsageReader.Read(response.Usage, model: null),
            Cost = UsageReader.Cost(response.Usage, request.Options.ImageModel) / images,
            RequestId = requestId,
            CreatedAt = UnixTime.Read(response.Created ?? response.CreatedAt),
            Duration = duration,
            Index = request.Index,
            ParentId = parent?.Id,
            ParentResponseId = parent?.ResponseId,
            ParentPath = parent?.Path ?? (request.Inputs.Items.FirstOrDefault() as ImageData)?.Path,
            Service = connection.Name,
            Stored = false,
        };
    }
}
