using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using ImageGen.Client.Files;
using ImageGen.Client.Http;
using ImageGen.Models;
using ImageGen.Wire;

namespace ImageGen.Client.Responses;

/// <summary>
/// The one place that reads a response object: into images, or into the failure that it is although its HTTP status is
/// 200.
/// </summary>
internal sealed class ResponseMapper
{
    private static readonly DateTimeOffset s_epoch = new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ServiceConnection _connection;
    private readonly GenerationRequest? _request;
    private readonly string? _prompt;

    /// <summary>For the answer to a request.</summary>
    public ResponseMapper(ServiceConnection connection, GenerationRequest request)
        : this(connection, request.Prompt) => _request = request;

    /// <summary>For a response that is fetched again.</summary>
    public ResponseMapper(ServiceConnection connection, string? prompt)
    {
        _connection = connection;
        _prompt = prompt;
    }

    /// <summary>All images of a response. Whether one is there is told by its bytes, never by its status.</summary>
    public IReadOnlyList<AIImage> Images(Response response, string? requestId, TimeSpan? duration)
    {
        List<OutputItem> calls = Calls(response).Where(call => call.Result is { Length: > 0 }).ToList();
        return calls.ConvertAll(call => Image(response, call, calls.Count, requestId, duration));
    }

    /// <summary>The state of a response that has no image yet.</summary>
    public AIImage Unfinished(Response response, string? requestId) =>
        Describe(
            WithoutUsage(response),
            Calls(response).FirstOrDefault(),
            response.Status,
            images: 1,
            requestId,
            duration: null);

    /// <summary>Until it is finished a response says that it used nothing, which would be read as no cost.</summary>
    public static Response WithoutUsage(Response response) => response with { ToolUsage = null, Usage = null };

    /// <summary>Why a response has no image.</summary>
    public AIImageException Failure(Response response, string? requestId)
    {
        OutputItem? failed = Calls(response).FirstOrDefault(call => call.Error.ValueKind == JsonValueKind.Object);
        if (response.Error.ValueKind is JsonValueKind.Object or JsonValueKind.String)
        {
            return ServiceFailure.FromError(response.Error, _connection, requestId, response.Id);
        }

        if (failed is not null) return ServiceFailure.FromError(failed.Error, _connection, requestId, response.Id);

        string text = Text(response);
        string? reason = response.IncompleteDetails?.Reason;
        bool isIncomplete = response.Status is "incomplete" or "failed" or "cancelled";
        string errorId = reason == "content_filter" ? ErrorIds.ContentRejected
            : isIncomplete ? ErrorIds.ResponseFailed
            : ErrorIds.NoImageReturned;
        string message = isIncomplete
            ? $"The response ended as '{PlainText.Line(response.Status)}'"
                + (reason is null ? "." : $" because of '{PlainText.Line(reason)}'.")
            : text.Length > 0
                ? $"The model answered with text and no image: {PlainText.Line(text, limit: 500)}"
                : "The response is complete but holds no image.";
        return new AIImageException(errorId, message)
        {
            StatusCode = 200,
            RequestId = requestId,
            ResponseId = response.Id,
            ModelText = text.Length > 0 ? text : null,
        };
    }

    public AIImagePartial Partial(StreamEvent preview, string? responseId)
    {
        byte[] bytes = preview.PartialImageB64!;
        ImageHeader header = ImageHeader.Read(bytes);
        return new AIImagePartial
        {
            PartialIndex = preview.PartialImageIndex ?? 0,
            Bytes = bytes,
            Format = header.Format,
            Width = header.Width,
            Height = header.Height,
            Prompt = _prompt,
            ResponseId = responseId,
            Id = preview.ItemId,
            Index = _request?.Index ?? 0,
        };
    }

    private AIImage Image(Response response, OutputItem call, int images, string? requestId, TimeSpan? duration) =>
        Describe(response, call, "completed", images, requestId, duration).WithBytes(call.Result!);

    private AIImage Describe(
        Response response, OutputItem? call, string? status, int images, string? requestId, TimeSpan? duration)
    {
        string? imageModel = response.Tools?.FirstOrDefault(tool => tool.Type == "image_generation")?.Model
            ?? _request?.Options.ImageModel;
        ImageInput? input = _request?.Inputs.Items.FirstOrDefault();
        EarlierImage? parent = input as EarlierImage;
        return new AIImage
        {
            Id = Clean(call?.Id),
            ResponseId = Clean(response.Id),
            Status = Clean(status),
            Prompt = _prompt,
            RevisedPrompt = Clean(call?.RevisedPrompt),
            Action = Clean(call?.Action),
            Size = Clean(call?.Size),
            Quality = Clean(call?.Quality),
            Background = Clean(call?.Background),
            OutputFormat = Clean(call?.OutputFormat),
            Model = Clean(response.Model) ?? _request?.Model,
            ImageModel = Clean(imageModel),
            Usage = Usage(response),
            Cost = Cost(response.ToolUsage?.ImageGen, imageModel) / images,
            RequestId = requestId,
            CreatedAt = response.CreatedAt is double seconds and >= 0 and < 1e11 ? s_epoch.AddSeconds(seconds) : null,
            Duration = duration,
            Index = _request?.Index ?? 0,
            ParentId = parent?.Id,
            ParentResponseId = parent?.ResponseId ?? response.PreviousResponseId,
            ParentPath = parent?.Path ?? (input as ImageData)?.Path,
            Service = _connection.Name,
            Stored = response.Store ?? _request?.Store ?? true,
        };
    }

    private static IEnumerable<OutputItem> Calls(Response response) =>
        (response.Output ?? []).Where(item => item.Type == OutputItem.ImageGenerationCall);

    private static AIImageUsage? Usage(Response response)
    {
        TokenUsage? image = response.ToolUsage?.ImageGen;
        TokenUsage? model = response.Usage;
        return image is null && model is null ? null : new AIImageUsage
        {
            InputTokens = image?.InputTokens ?? 0,
            InputTextTokens = image?.InputTokensDetails?.TextTokens ?? 0,
            InputImageTokens = image?.InputTokensDetails?.ImageTokens ?? 0,
            OutputTokens = image?.OutputTokens ?? 0,
            TotalTokens = image?.TotalTokens ?? 0,
            ModelInputTokens = model?.InputTokens ?? 0,
            ModelOutputTokens = model?.OutputTokens ?? 0,
        };
    }

    private static decimal? Cost(TokenUsage? usage, string? imageModel)
    {
        if (usage is null || ModelCatalog.Find(imageModel)?.Prices is not TokenPrices prices) return null;

        long imageIn = usage.InputTokensDetails?.ImageTokens ?? 0;
        long textIn = usage.InputTokensDetails?.TextTokens ?? (usage.InputTokens ?? 0) - imageIn;
        return prices.CostOf(textIn, imageIn, usage.OutputTokens ?? 0);
    }

    private static string Text(Response response)
    {
        StringBuilder text = new();
        foreach (OutputContent content in (response.Output ?? []).SelectMany(item => item.Content ?? []))
        {
            text.Append(content.Text ?? content.Refusal);
        }

        return PlainText.Clean(text.ToString()).Trim();
    }

    private static string? Clean(string? text) => text is null ? null : PlainText.Clean(text);
}
