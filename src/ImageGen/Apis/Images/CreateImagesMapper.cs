using System;
using System.Collections.Generic;
using System.Linq;
using ImageGen.Http;
using ImageGen.Json;
using ImageGen.Orders;

namespace ImageGen.Apis.Images;

/// <summary>
/// The one place that puts a <see cref="ImageOrder"/> into the words of the Images API. Edits go as a form when
/// all their images are data, and as JSON when one is an address or a file id, or when an option exists in JSON only.
/// </summary>
internal static class CreateImagesMapper
{
    private const string ResponseFormat = "response_format";

    /// <exception cref="AIImageException">An input or a field cannot be sent to the Images API.</exception>
    public static RequestBody ToBody(ImageOrder order)
    {
        order.Inputs.CheckCount();
        ImageOrder withData = order with { Inputs = order.Inputs with { Items = SourceImages(order) } };
        Uploads uploads = new();
        return IsForm(withData)
            ? FormMapper.ToBody(withData, Map(withData, null))
            : new JsonBody(Map(withData, uploads), uploads);
    }

    /// <summary>The body as JSON, for an order whose images are all named by an id or an address.</summary>
    /// <exception cref="AIImageException">An input or a field cannot be sent to the Images API.</exception>
    public static byte[] ToJson(ImageOrder order)
    {
        order.Inputs.CheckCount();
        return Map(order, new Uploads());
    }

    /// <summary>
    /// The images to edit; for earlier results their bytes, because the Images API does not know their ids.
    /// </summary>
    private static List<ImageInput> SourceImages(ImageOrder order) => order.Inputs.Items.Select(AsData).ToList();

    private static bool IsForm(ImageOrder order)
    {
        bool isData = order.Inputs.Items
            .Concat([order.Mask, order.Markup])
            .All(input => input is ImageData or null);
        if (order.Markup is not null && (!isData || order.Options.Moderation is not null))
        {
            throw new AIImageException(
                ErrorIds.ServiceUnsupported,
                "With -Markup, images must be files or bytes and -Moderation is not supported. "
                + "Download the images and omit -Moderation.");
        }

        return order.IsEdit && isData && order.Options.Moderation is null;
    }

    /// <summary>The fields; images only where there is JSON to hold them.</summary>
    private static byte[] Map(ImageOrder order, Uploads? uploads) => FieldWriter.ToBytes(body =>
    {
        body.Text("model", order.Options.ImageModel);
        body.Text("prompt", order.Prompt);
        body.List("images", order.IsEdit && uploads is not null ? WriteImages : null);
        body.Object("mask", uploads is null ? null : ReferTo(order.Mask, uploads));
        body.Number("n", order.Count > 1 ? order.Count : null);
        body.Truth("stream", order.Stream ? true : null);
        body.Text("safety_identifier", order.SafetyIdentifier);
        OptionFields.Write(body, order.Options);
        WriteAdditional(body, order);

        void WriteImages(FieldWriter images)
        {
            foreach (ImageInput input in order.Inputs.Items) images.Add(ReferTo(input, uploads!)!);
        }
    });

    private static Action<FieldWriter>? ReferTo(ImageInput? image, Uploads uploads) =>
        image is null ? null : (ImageReference.For(image, uploads) ?? throw NoData()).Write;

    /// <summary>Fields that the module does not know, and the one that only compatible servers take.</summary>
    private static void WriteAdditional(FieldWriter body, ImageOrder order)
    {
        AdditionalFields.Write(body, "AdditionalProperty", order.Options.Additional, order.AdditionalBody);
        AdditionalFields.Write(body, "AdditionalBody", order.AdditionalBody);
        if (order.Service.Dialect.AsksForBase64 && !body.Names.Contains(ResponseFormat))
        {
            body.Text(ResponseFormat, "b64_json");
        }
    }

    /// <summary>An image as the Images API takes it: of an earlier result, which it does not know, the bytes.</summary>
    /// <exception cref="AIImageException">Only its id is known.</exception>
    public static ImageInput AsData(ImageInput input) => input switch
    {
        EarlierImage { Load: null } => throw NoData(),
        EarlierImage earlier => earlier.Load(),
        _ => input,
    };

    private static AIImageException NoData() => new(
        ErrorIds.ServiceUnsupported,
        "The Images API cannot continue from an id. Use -Api Responses, or get the image first with Get-AIImage.");
}
