using System.Collections.Generic;
using System.Text.Json;
using ImageGen.Json;
using ImageGen.Lifting;

namespace ImageGen.Apis.Responses;

/// <summary>
/// One entry of a response's <c>output</c>: an image generation call, a message, or something unknown.
/// </summary>
internal sealed class OutputItem : IAnswerObject
{
    public const string ImageGenerationCall = "image_generation_call";

    public string? Id { get; private set; }

    public string? Type { get; private set; }

    public string? Status { get; private set; }

    public ImageText? Result { get; private set; }

    public string? RevisedPrompt { get; private set; }

    public string? Action { get; private set; }

    public string? Size { get; private set; }

    public string? Quality { get; private set; }

    public string? Background { get; private set; }

    public string? OutputFormat { get; private set; }

    public JsonElement Error { get; private set; }

    public SvgUsage? SvgUsage { get; private set; }

    public IReadOnlyList<OutputContent>? Content { get; private set; }

    public void Take(string name, ref Utf8JsonReader json)
    {
        switch (name)
        {
            case "id": Id = json.Text(); break;
            case "type": Type = json.Text(); break;
            case "status": Status = json.Text(); break;
            case "result": Result = ImageText.Read(ref json); break;
            case "revised_prompt": RevisedPrompt = json.Text(); break;
            case "action": Action = json.Text(); break;
            case "size": Size = json.Text(); break;
            case "quality": Quality = json.Text(); break;
            case "background": Background = json.Text(); break;
            case "output_format": OutputFormat = json.Text(); break;
            case "error": Error = json.Element(); break;
            case "svg_usage": SvgUsage = json.Object<SvgUsage>(); break;
            case "content": Content = json.List<OutputContent>(); break;
        }
    }
}

/// <summary>One part of a message that the model wrote: text or a refusal.</summary>
internal sealed class OutputContent : IAnswerObject
{
    public string? Text { get; private set; }

    public string? Refusal { get; private set; }

    public void Take(string name, ref Utf8JsonReader json)
    {
        switch (name)
        {
            case "text": Text = json.Text(); break;
            case "refusal": Refusal = json.Text(); break;
        }
    }
}
