using System;
using ImageGen.Client.Http;
using ImageGen.Client.Lifting;
using ImageGen.Wire;

namespace ImageGen.Client.Images;

/// <summary>The one place that reads the Images API's answer, whole or as events.</summary>
internal sealed class ImagesMapper(ServiceConnection connection, GenerationRequest request)
{
    /// <summary>One image of an answer that has so many.</summary>
    public AIImage Image(
        ImagesResponse response, ImagesDatum datum, ReceivedImage image, int images, string? requestId, TimeSpan duration) =>
        Describe(response, datum.RevisedPrompt, images, requestId, duration).With(image);

    /// <summary>The final image of an event, or null when it holds none.</summary>
    /// <exception cref="AIImageException">What stands for an image is none.</exception>
    public AIImage? Image(ImagesResponse e, LiftedImages lifted, string? requestId, TimeSpan duration) =>
        ReceivedImages.Take(e.B64Json, lifted, requestId) is ReceivedImage image
            ? Describe(e, revisedPrompt: null, images: 1, requestId, duration).With(image)
            : null;

    /// <summary>An image of which nothing is known but its bytes, because the answer broke after it.</summary>
    public AIImage Rescued(ReceivedImage image, string? requestId, TimeSpan duration) =>
        Describe(new ImagesResponse(), revisedPrompt: null, images: 1, requestId, duration).With(image);

    public AIImagePartial? Partial(ImagesResponse e, LiftedImages lifted) =>
        ReceivedImages.TakePartial(e.B64Json, lifted, e.PartialImageIndex, request.Prompt, request.Index);

    private AIImage Describe(
        ImagesResponse response, string? revisedPrompt, int images, string? requestId, TimeSpan duration) => new()
        {
            Status = "completed",
            Prompt = request.Prompt,
            RevisedPrompt = Show(revisedPrompt),
            Action = request.IsEdit ? "edit" : "generate",
            Size = Show(response.Size),
            Quality = Show(response.Quality),
            Background = Show(response.Background),
            OutputFormat = Show(response.OutputFormat),
            ImageModel = request.Options.ImageModel,
            Usage = UsageReader.Read(response.Usage, model: null),
            Cost = UsageReader.Cost(response.Usage, request.Options.ImageModel) / images,
            RequestId = Show(requestId),
            CreatedAt = UnixTime.Read(response.Created ?? response.CreatedAt),
            Duration = duration,
            Index = request.Index,
            ParentId = request.Inputs.ParentId,
            ParentResponseId = request.Inputs.ParentResponseId,
            ParentPath = request.Inputs.ParentPath,
            Service = connection.Name,
            Stored = false,
        };

    /// <summary>Foreign text as it may be shown.</summary>
    private string? Show(string? text) => Redaction.Clean(text, connection.Key);
}
