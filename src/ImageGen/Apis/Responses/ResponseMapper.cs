using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using ImageGen.Http;
using ImageGen.Json;
using ImageGen.Lifting;
using ImageGen.Models;
using ImageGen.Service;
using ImageGen.Text;

namespace ImageGen.Apis.Responses;

/// <summary>
/// The one place that reads a response object: into images, or into the failure that it is although its HTTP status is
/// 200.
/// </summary>
internal sealed class ResponseMapper(ServiceConnection connection, ImageFacts known)
{
    /// <summary>
    /// All images of a response, one after the other, each the caller's own, and after the whole ones why another is
    /// none. Whether one is there is told by its bytes, never by its status.
    /// </summary>
    public IEnumerable<GenerationEvent> Images(
        Response response, LiftedImages lifted, string? requestId, TimeSpan? duration)
    {
        List<OutputItem> calls = Calls(response).Where(call => call.Result is { Text.Length: > 0 }).ToList();
        AIImageException? broken = null;
        for (int number = 0; number < calls.Count; number++)
        {
            OutputItem call = calls[number];
            (ReceivedImage? image, AIImageException? failure) =
                ReceivedImages.Take(call.Result, lifted, requestId, response.Id);
            broken ??= failure;
            if (image is null) continue;
            ImageFacts facts = Describe(response, call, "completed", requestId, duration);
            yield return new Received(
                facts with { Cost = RequestCost.ShareOf(facts.Cost, number, calls.Count) }, image);
        }

        if (broken is not null) yield return new Failed(broken);
    }

    /// <summary>An image of which nothing is known but its bytes, because the answer broke after it.</summary>
    public Received Rescued(string? responseId, ReceivedImage image, string? requestId, TimeSpan? duration) => new(
        Describe(new Response { Id = responseId }, call: null, "completed", requestId, duration), image);

    /// <summary>The state of a response that has no image yet.</summary>
    public Received Unfinished(Response response, string? requestId) => new(
        Describe(
            WithoutUsage(response),
            Calls(response).FirstOrDefault(),
            response.Status,
            requestId,
            duration: null),
        Image: null);

    /// <summary>Until it is finished a response says that it used nothing, which would be read as no cost.</summary>
    public static Response WithoutUsage(Response response) => response with { ToolUsage = null, Usage = null };

    /// <summary>Why a response has no image.</summary>
    public AIImageException Failure(Response response, string? requestId)
    {
        OutputItem? failed = Calls(response).FirstOrDefault(call => call.Error.ValueKind == JsonValueKind.Object);
        if (response.Error.ValueKind is JsonValueKind.Object or JsonValueKind.String)
        {
            return ServiceFailure.FromError(response.Error, connection, requestId, response.Id);
        }

        if (failed is not null) return ServiceFailure.FromError(failed.Error, connection, requestId, response.Id);

        string text = Text(response);
        string? reason = response.IncompleteDetails?.Reason;
        bool isIncomplete = response.Status is "incomplete" or "failed" or "cancelled";
        string errorId = reason == "content_filter" ? ErrorIds.ContentRejected
            : isIncomplete ? ErrorIds.ResponseFailed
            : ErrorIds.NoImageReturned;
        string message = isIncomplete
            ? $"The response ended as '{Redaction.Line(response.Status, connection.Secret)}'"
                + (reason is null ? "." : $" because of '{Redaction.Line(reason, connection.Secret)}'.")
            : text.Length > 0
                ? $"The model answered with text and without an image: "
                    + $"{Redaction.Line(text, connection.Secret, limit: 500)}"
                : "The response is complete but contains no image.";
        return new AIImageException(errorId, message)
        {
            StatusCode = 200,
            RequestId = requestId,
            ResponseId = Show(response.Id),
            ModelText = text.Length > 0 ? text : null,
        };
    }

    public AIImagePartial? Partial(StreamEvent preview, LiftedImages lifted, string? responseId) =>
        ReceivedImages.TakePartial(
            preview.PartialImageB64,
            lifted,
            preview.PartialImageIndex,
            known.Prompt,
            known.Index,
            Show(preview.ItemId),
            Show(responseId));

    private ImageFacts Describe(
        Response response, OutputItem? call, string? status, string? requestId, TimeSpan? duration)
    {
        string? imageModel = response.Tools?.FirstOrDefault(tool => tool.Type == "image_generation")?.Model
            ?? known.ImageModel;
        string? model = response.Model ?? known.Model;
        TokenCounts? usage = Usage(response);
        return known with
        {
            Id = Show(call?.Id),
            ResponseId = Show(response.Id),
            Status = Show(status),
            RevisedPrompt = Show(call?.RevisedPrompt),
            Action = Show(call?.Action),
            Size = Show(call?.Size),
            Quality = Show(call?.Quality),
            Background = Show(call?.Background),
            OutputFormat = Show(call?.OutputFormat),
            Model = Show(model),
            ImageModel = Show(imageModel),
            Usage = usage,
            Cost = connection.CostOf(usage, imageModel, model).Total,
            RequestId = Show(requestId),
            CreatedAt = UnixTime.Read(response.CreatedAt),
            DurationSeconds = duration?.TotalSeconds,
            ParentResponseId = known.ParentResponseId ?? Show(response.PreviousResponseId),
            Service = connection.Name,
            Stored = response.Store ?? known.Stored,
        };
    }

    private TokenCounts? Usage(Response response) => new UsageReader
    {
        Image = response.ToolUsage?.ImageGen,
        Model = response.Usage,
        Svg = SvgUsage.Sum(Calls(response).Select(item => item.SvgUsage)),
        HasModel = true,
        HasSvg = Calls(response).Any(item => item.OutputFormat == "svg"),
        Tier = response.ServiceTier,
    }.Read(Show);

    /// <summary>Text from outside, cleaned for display.</summary>
    private string? Show(string? text) => Redaction.Clean(text, connection.Secret);

    private static IEnumerable<OutputItem> Calls(Response response) =>
        (response.Output ?? []).Where(item => item.Type == OutputItem.ImageGenerationCall);

    private string Text(Response response)
    {
        StringBuilder text = new();
        foreach (OutputContent content in (response.Output ?? []).SelectMany(item => item.Content ?? []))
        {
            text.Append(content.Text ?? content.Refusal);
        }

        return Show(text.ToString())!.Trim();
    }
}
