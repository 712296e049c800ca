using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Serialization;
using ImageGen.Json;
using ImageGen.Lifting;

namespace ImageGen.Apis.Responses;

/// <summary>
/// One entry of a response's <c>output</c>: an image generation call, a message, or something unknown.
/// </summary>
internal sealed class OutputItem
{
    public const string ImageGenerationCall = "image_generation_call";

    public string? Id { get; init; }

    public string? Type { get; init; }

    public string? Status { get; init; }

    public ImageText? Result { get; init; }

    public string? RevisedPrompt { get; init; }

    public string? Action { get; init; }

    public string? Size { get; init; }

    public string? Quality { get; init; }

    public string? Background { get; init; }

    public string? OutputFormat { get; init; }

    public JsonElement Error { get; init; }

    [JsonConverter(typeof(LenientObject<SvgUsage>))]
    public SvgUsage? SvgUsage { get; init; }

    [JsonConverter(typeof(LenientList<OutputContent>))]
    public IReadOnlyList<OutputContent>? Content { get; init; }
}

/// <summary>One part of a message that the model wrote: text or a refusal.</summary>
internal sealed class OutputContent
{
    public string? Text { get; init; }

    public string? Refusal { get; init; }
}
