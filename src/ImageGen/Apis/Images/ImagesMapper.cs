using System;
using ImageGen.Http;
using ImageGen.Json;
using ImageGen.Lifting;
using ImageGen.Orders;
using ImageGen.Text;

namespace ImageGen.Apis.Images;

/// <summary>The one place that reads the Images API's answer, whole or as events.</summary>
internal sealed class ImagesMapper(ImageOrder order)
{
    /// <summary>One image of an answer that has so many.</summary>
    public Received Image(
        ImagesResponse response,
        ImagesDatum datum,
        ReceivedImage image,
        int images,
        string? requestId,
        TimeSpan duration) =>
        new(Describe(response, datum.RevisedPrompt, images, requestId, duration), image);

    /// <summary>The final image of an event, or why it is none; null when the event holds none.</summary>
    public GenerationEvent? Image(ImagesResponse e, LiftedImages lifted, string? requestId, TimeSpan duration)
    {
        (ReceivedImage? image, AIImageException? failure) = ReceivedImages.Take(e.B64Json, lifted, requestId);
        if (failure is not null) return new Failed(failure);

        return image is null
            ? null
            : new Received(Describe(e, revisedPrompt: null, images: 1, requestId, duration), image);
    }

    /// <summary>An image of which nothing is known but its bytes, because the answer broke after it.</summary>
    public Received Rescued(ReceivedImage image, string? requestId, TimeSpan duration) =>
        new(Describe(new ImagesResponse(), revisedPrompt: null, images: 1, requestId, duration), image);

    public AIImagePartial? Partial(ImagesResponse e, LiftedImages lifted) =>
        ReceivedImages.TakePartial(e.B64Json, lifted, e.PartialImageIndex, order.Prompt, order.Index);

    private ImageFacts Describe(
        ImagesResponse response, string? revisedPrompt, int images, string? requestId, TimeSpan duration) =>
        order.Facts with
        {
            Status = "completed",
            RevisedPrompt = Show(revisedPrompt),
            Action = order.IsEdit ? "edit" : "generate",
            Size = Show(response.Size),
            Quality = Show(response.Quality),
            Background = Show(response.Background),
            OutputFormat = Show(response.OutputFormat),
            Usage = UsageReader.Read(response.Usage, model: null),
            Cost = UsageReader.Cost(response.Usage, order.Options.ImageModel) / images,
            RequestId = Show(requestId),
            CreatedAt = UnixTime.Read(response.Created ?? response.CreatedAt),
            DurationSeconds = duration.TotalSeconds,
            Stored = false,
        };

    /// <summary>Foreign text as it may be shown.</summary>
    private string? Show(string? text) => Redaction.Clean(text, order.Service.Key);
}
