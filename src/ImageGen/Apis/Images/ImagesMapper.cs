using System;
using ImageGen.Http;
using ImageGen.Json;
using ImageGen.Lifting;
using ImageGen.Models;
using ImageGen.Orders;
using ImageGen.Text;

namespace ImageGen.Apis.Images;

/// <summary>The one place that reads the Images API's answer, whole or as events.</summary>
internal sealed class ImagesMapper(ImageOrder order)
{
    /// <summary>The image of a number, from 0, of an answer that has so many.</summary>
    public Received Image(
        ImagesResponse response,
        ImagesDatum datum,
        ReceivedImage image,
        int number,
        int images,
        string? requestId,
        TimeSpan duration)
    {
        ImageFacts facts = Describe(response, datum.RevisedPrompt, requestId, duration);
        return new Received(facts with { Cost = RequestCost.ShareOf(facts.Cost, number, images) }, image);
    }

    /// <summary>The final image of an event, or why it is none; null when the event holds none.</summary>
    public GenerationEvent? Image(ImagesResponse e, LiftedImages lifted, string? requestId, TimeSpan duration)
    {
        (ReceivedImage? image, AIImageException? failure) = ReceivedImages.Take(e.B64Json, lifted, requestId);
        if (failure is not null) return new Failed(failure);

        return image is null
            ? null
            : new Received(Describe(e, revisedPrompt: null, requestId, duration), image);
    }

    /// <summary>An image of which nothing is known but its bytes, because the answer broke after it.</summary>
    public Received Rescued(ReceivedImage image, string? requestId, TimeSpan duration) =>
        new(Describe(new ImagesResponse(), revisedPrompt: null, requestId, duration), image);

    public AIImagePartial? Partial(ImagesResponse e, LiftedImages lifted) =>
        ReceivedImages.TakePartial(e.B64Json, lifted, e.PartialImageIndex, order.Prompt, order.Index);

    private ImageFacts Describe(
        ImagesResponse response, string? revisedPrompt, string? requestId, TimeSpan duration)
    {
        TokenCounts? usage = new UsageReader
        {
            Image = response.Usage,
            Svg = response.SvgUsage,
            HasSvg = response.OutputFormat == "svg",
        }.Read(Show);
        return order.Facts with
        {
            Status = "completed",
            RevisedPrompt = Show(revisedPrompt),
            Action = order.IsEdit ? "edit" : "generate",
            Size = Show(response.Size),
            Quality = Show(response.Quality),
            Background = Show(response.Background),
            OutputFormat = Show(response.OutputFormat),
            Usage = usage,
            Cost = order.Service.CostOf(usage, order.Options.ImageModel, model: null).Total,
            RequestId = Show(requestId),
            CreatedAt = UnixTime.Read(response.Created ?? response.CreatedAt),
            DurationSeconds = duration.TotalSeconds,
            Stored = false,
        };
    }

    /// <summary>Text from outside, cleaned for display.</summary>
    private string? Show(string? text) => Redaction.Clean(text, order.Service.Secret);
}
