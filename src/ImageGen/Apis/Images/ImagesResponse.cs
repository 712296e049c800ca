using System.Collections.Generic;
using System.Text.Json;
using ImageGen.Json;
using ImageGen.Lifting;

namespace ImageGen.Apis.Images;

/// <summary>Answer of the Images API, whole or as one event of its stream.</summary>
internal sealed class ImagesResponse : IAnswerObject
{
    /// <summary>Set on events only.</summary>
    public string? Type { get; private set; }

    public double? Created { get; private set; }

    public double? CreatedAt { get; private set; }

    public IReadOnlyList<ImagesDatum>? Data { get; private set; }

    /// <summary>Set on events only.</summary>
    public ImageText? B64Json { get; private set; }

    public int? PartialImageIndex { get; private set; }

    public string? Size { get; private set; }

    public string? Quality { get; private set; }

    public string? Background { get; private set; }

    public string? OutputFormat { get; private set; }

    public TokenUsage? Usage { get; private set; }

    public SvgUsage? SvgUsage { get; private set; }

    public JsonElement Error { get; private set; }

    public JsonElement Message { get; private set; }

    public JsonElement Code { get; private set; }

    public JsonElement Param { get; private set; }

    public void Take(string name, ref Utf8JsonReader json)
    {
        switch (name)
        {
            case "type": Type = json.Text(); break;
            case "created": Created = json.Number(); break;
            case "created_at": CreatedAt = json.Number(); break;
            case "data": Data = json.List<ImagesDatum>(); break;
            case "b64_json": B64Json = ImageText.Read(ref json); break;
            case "partial_image_index": PartialImageIndex = json.Index(); break;
            case "size": Size = json.Text(); break;
            case "quality": Quality = json.Text(); break;
            case "background": Background = json.Text(); break;
            case "output_format": OutputFormat = json.Text(); break;
            case "usage": Usage = json.Object<TokenUsage>(); break;
            case "svg_usage": SvgUsage = json.Object<SvgUsage>(); break;
            case "error": Error = json.Element(); break;
            case "message": Message = json.Element(); break;
            case "code": Code = json.Element(); break;
            case "param": Param = json.Element(); break;
        }
    }
}

/// <summary>One image of the answer.</summary>
internal sealed class ImagesDatum : IAnswerObject
{
    public ImageText? B64Json { get; private set; }

    /// <summary>Compatible servers may give an address in place of the image.</summary>
    public string? Url { get; private set; }

    public string? RevisedPrompt { get; private set; }

    public void Take(string name, ref Utf8JsonReader json)
    {
        switch (name)
        {
            case "b64_json": B64Json = ImageText.Read(ref json); break;
            case "url": Url = json.Text(); break;
            case "revised_prompt": RevisedPrompt = json.Text(); break;
        }
    }
}
