using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Serialization;
using ImageGen.Json;
using ImageGen.Lifting;

namespace ImageGen.Apis.Images;

/// <summary>Answer of the Images API, whole or as one event of its stream.</summary>
internal sealed class ImagesResponse
{
    /// <summary>Set on events only.</summary>
    public string? Type { get; init; }

    public double? Created { get; init; }

    public double? CreatedAt { get; init; }

    [JsonConverter(typeof(LenientList<ImagesDatum>))]
    public IReadOnlyList<ImagesDatum>? Data { get; init; }

    /// <summary>Set on events only.</summary>
    public ImageText? B64Json { get; init; }

    public int? PartialImageIndex { get; init; }

    public string? Size { get; init; }

    public string? Quality { get; init; }

    public string? Background { get; init; }

    public string? OutputFormat { get; init; }

    [JsonConverter(typeof(LenientObject<TokenUsage>))]
    public TokenUsage? Usage { get; init; }

    [JsonConverter(typeof(LenientObject<SvgUsage>))]
    public SvgUsage? SvgUsage { get; init; }

    public JsonElement Error { get; init; }

    public JsonElement Message { get; init; }

    public JsonElement Code { get; init; }

    public JsonElement Param { get; init; }
}

/// <summary>One image of the answer.</summary>
internal sealed class ImagesDatum
{
    public ImageText? B64Json { get; init; }

    /// <summary>Compatible servers may give an address in place of the image.</summary>
    public string? Url { get; init; }

    public string? RevisedPrompt { get; init; }
}
