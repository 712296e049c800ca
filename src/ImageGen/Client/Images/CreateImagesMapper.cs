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
    /// <exception cref="AIImageException">An input or a field cannot be sent to the Images API.</exception>
    public static RequestBody ToBody(GenerationRequest request)
    {
        Uploads uploads = new();
        bool isForm = request.IsEdit
            && request.Options.Moderation is null
            && Pictures(request).All(input => input is ImageData);
        return isForm
            ? FormMapper.ToBody(request, Map(request, uploads: null))
            : new JsonBody(
                JsonSerializer.SerializeToUtf8Bytes(Map(request, uploads), WireContext.Default.CreateImages), uploads);
    }

    /// <summary>All pictures of a request in the order in which they are sent.</summary>
    public static IEnumerable<ImageInput> Pictures(GenerationRequest request) =>
        request.Inputs.Items.Select(AsData).Concat(request.Mask is null ? [] : [request.Mask]);

    /// <summary>The fields; pictures only where there is JSON to hold them.</summary>
    private static CreateImages Map(GenerationRequest request, Uploads? uploads) => new()
    {
        Model = request.Options.ImageModel,
        Prompt = request.Prompt,
        Images = request.IsEdit && uploads is not null
            ? request.Inputs.Items.Select(input => Reference(AsData(input), uploads)).ToList()
            : null,
        Mask = request.Mask is not null && uploads is not null ? Reference(request.Mask, uploads) : null,
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
        Additional = AdditionalFields.Merge(
            AdditionalFields.ToElements(
                "AdditionalProperty", request.Options.Additional, WireContext.Default.CreateImages),
            AdditionalFields.ToElements("AdditionalBody", request.AdditionalBody, WireContext.Default.CreateImages)),
    };

    private static ImageReference Reference(ImageInput input, Uploads uploads) => input switch
    {
        ImageFile file => new ImageReference { FileId = file.FileId },
        ImageAddress address => new ImageReference { ImageUrl = address.Address.AbsoluteUri },
        ImageData data => new ImageReference { ImageUrl = uploads.AddChecked(data) },
        _ => throw NoData(),
    };

    /// <summary>The Images API knows no earlier results: their bytes are sent.</summary>
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
