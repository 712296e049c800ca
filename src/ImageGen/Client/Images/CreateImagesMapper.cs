using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using ImageGen.Client.Http;
using ImageGen.Wire;

namespace ImageGen.Client.Images;

/// <summary>
/// The one place that puts a <see cref="GenerationRequest"/> into the words of the Images API. Edits go as a form when
/// all their images are data, and as JSON when one is an address or a file id, or when an option exists in JSON only.
/// </summary>
internal static class CreateImagesMapper
{
    private const string ResponseFormat = "response_format";

    /// <exception cref="AIImageException">An input or a field cannot be sent to the Images API.</exception>
    public static RequestBody ToBody(GenerationRequest request, ServiceDialect dialect)
    {
        request.Inputs.CheckCount();
        GenerationRequest withData = request with { Inputs = request.Inputs with { Items = Pictures(request) } };
        Uploads uploads = new();
        return IsForm(withData)
            ? FormMapper.ToBody(withData, Map(withData, null, dialect))
            : new JsonBody(
                JsonSerializer.SerializeToUtf8Bytes(Map(withData, uploads, dialect), WireContext.Default.CreateImages), uploads);
    }

    /// <summary>The pictures to edit; of earlier results, which the Images API does not know, the bytes.</summary>
    private static List<ImageInput> Pictures(GenerationRequest request) => request.Inputs.Items.Select(AsData).ToList();

    private static bool IsForm(GenerationRequest request)
    {
        bool isData = request.Inputs.Items
            .Concat([request.Mask, request.Markup])
            .All(input => input is ImageData or null);
        if (request.Markup is not null && (!isData || request.Options.Moderation is not null))
        {
            throw new AIImageException(
                ErrorIds.ServiceUnsupported,
                "A markup travels only in a form, which takes images as files or bytes and knows no moderation. Download "
                + "the images, and leave -Moderation out.");
        }

        return request.IsEdit && isData && request.Options.Moderation is null;
    }

    /// <summary>The fields; pictures only where there is JSON to hold them.</summary>
    private static CreateImages Map(GenerationRequest request, Uploads? uploads, ServiceDialect dialect) => new()
    {
        Model = request.Options.ImageModel,
        Prompt = request.Prompt,
        Images = request.IsEdit && uploads is not null
            ? request.Inputs.Items.Select(input => uploads.Refer(input) ?? throw NoData()).ToList()
            : null,
        Mask = request.Mask is not null && uploads is not null ? uploads.Refer(request.Mask) ?? throw NoData() : null,
        N = request.Count > 1 ? request.Count : null,
        Size = request.Options.Size,
        Quality = request.Options.Quality,
        Background = request.Options.Background,
        InputFidelity = request.Options.InputFidelity,
        Moderation = request.Options.Moderation,
        OutputFormat = request.Options.OutputFormat,
        OutputCompression = request.Options.OutputCompression,
        Stream = request.Stream ? true : null,
        PartialImages = request.Options.PartialImages,
        Complexity = request.Options.Complexity,
        SafetyIdentifier = request.SafetyIdentifier,
        Additional = Additional(request, dialect),
    };

    /// <summary>Fields that the module does not know, and the one that only compatible servers take.</summary>
    private static Dictionary<string, JsonElement>? Additional(GenerationRequest request, ServiceDialect dialect)
    {
        Dictionary<string, JsonElement>? fields = AdditionalFields.Merge(
            AdditionalFields.ToElements(
                "AdditionalProperty", request.Options.Additional, WireContext.Default.CreateImages),
            AdditionalFields.ToElements("AdditionalBody", request.AdditionalBody, WireContext.Default.CreateImages));
        if (!dialect.AsksForBase64 || fields?.ContainsKey(ResponseFormat) == true) return fields;

        fields ??= [];
        fields[ResponseFormat] = JsonValues.ToElement("b64_json");
        return fields;
    }

    private static ImageInput AsData(ImageInput input) => input switch
    {
        EarlierImage { Load: null } => throw NoData(),
        EarlierImage earlier => earlier.Load(),
        _ => input,
    };

    private static AIImageException NoData() => new(
        ErrorIds.ServiceUnsupported,
        "The Images API cannot continue from an id. Use -Api Responses, or get the image first with Get-AIImage.");
}
